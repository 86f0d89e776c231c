/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.pusherspring.embedded.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.fault.FaultPlan.RestAnswer;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.protocol.Signer;

/**
 * The REST API: checks the signature of a call and dispatches it to the resource that
 * handles it. Called on the server's thread only.
 *
 * @since 1.0.0
 */
public final class RestApi {

	private static final Log logger = LogFactory.getLog(RestApi.class);

	private static final Pattern PATH = Pattern.compile("/apps/([^/]+)(/.*)");

	private static final Pattern CHANNEL = Pattern.compile("/channels/([^/]+)");

	private static final Pattern CHANNEL_USERS = Pattern.compile("/channels/([^/]+)/users");

	private static final Pattern TERMINATE = Pattern.compile("/users/([^/]+)/terminate_connections");

	private final String appId;

	private final RequestSignature signature;

	private final PublishResource publish;

	private final ChannelsResource channels;

	private final Hub hub;

	private final FaultPlan faults;

	/**
	 * Create the API.
	 * @param settings the settings of the server
	 * @param signer signs with the app's secret
	 * @param hub the hub that the API operates on
	 * @param faults the faults that are switched on
	 */
	public RestApi(ServerSettings settings, Signer signer, Hub hub, FaultPlan faults) {
		this.appId = settings.appId();
		this.signature = new RequestSignature(settings.key(), signer, settings.clock());
		this.publish = new PublishResource(hub, settings.maxEventData());
		this.channels = new ChannelsResource(hub);
		this.hub = hub;
		this.faults = faults;
	}

	/**
	 * Handle a call.
	 * @param request the call
	 * @return the answer, even if the call is refused or fails
	 */
	public RestReply handle(RestRequest request) {
		RestAnswer fault = this.faults.getRestAnswer();
		if (fault != null) {
			return RestReply.error(fault.status(), fault.body());
		}
		try {
			Matcher path = PATH.matcher(request.path());
			if (!path.matches() || !this.appId.equals(path.group(1))) {
				throw new RestException(404, "Unknown app_id or path");
			}
			this.signature.check(request);
			return RestReply.json(route(request, path.group(2)));
		}
		catch (RestException ex) {
			return ex.reply();
		}
		catch (RuntimeException ex) {
			logger.warn("REST call '" + request.method() + " " + request.path() + "' failed", ex);
			return RestReply.error(500, "Internal error");
		}
	}

	private String route(RestRequest request, String resource) {
		if (resource.equals("/events")) {
			expect(request, "POST");
			return this.publish.publish(request);
		}
		if (resource.equals("/batch_events")) {
			expect(request, "POST");
			return this.publish.publishBatch(request);
		}
		String user = match(TERMINATE, resource);
		if (user != null) {
			expect(request, "POST");
			this.hub.terminate(user);
			return "{}";
		}
		expect(request, "GET");
		if (resource.equals("/channels")) {
			return this.channels.list(request);
		}
		String channel = match(CHANNEL, resource);
		if (channel != null) {
			return this.channels.show(channel, request);
		}
		String presence = match(CHANNEL_USERS, resource);
		if (presence != null) {
			return this.channels.users(presence);
		}
		throw new RestException(404, "Unknown resource '" + resource + "'");
	}

	private static @Nullable String match(Pattern pattern, String resource) {
		Matcher matcher = pattern.matcher(resource);
		return matcher.matches() ? matcher.group(1) : null;
	}

	private static void expect(RestRequest request, String method) {
		if (!request.method().equals(method)) {
			throw new RestException(405, "Method '" + request.method() + "' is not supported here");
		}
	}

}
