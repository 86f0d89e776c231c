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

package dev.pusherspring.web;

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.access.ChannelAccess;
import dev.pusherspring.access.ChannelAccessRequest;
import dev.pusherspring.access.security.AccessDenial;
import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.auth.ChannelAuthorization;

/**
 * Authorizes subscriptions of one app. A request may be for a single channel, or for
 * several channels in the format of the {@code pusher-js-auth} plugin. If a policy fails
 * for one of several channels, only that channel has status 500 in the answer.
 *
 * @since 1.0.0
 */
public final class ChannelAuthorizationEndpoint implements AuthorizationEndpoint {

	private static final Log logger = LogFactory.getLog(ChannelAuthorizationEndpoint.class);

	private final String app;

	private final ChannelAccess access;

	/**
	 * Create a new {@link ChannelAuthorizationEndpoint} instance.
	 * @param app name of the app
	 * @param access decides and signs authorizations
	 */
	public ChannelAuthorizationEndpoint(String app, ChannelAccess access) {
		this.app = app;
		this.access = access;
	}

	@Override
	public WebAnswer answer(AuthorizationParameters parameters, @Nullable Principal principal) {
		String socketId = parameters.socketId();
		if (!parameters.isBatch()) {
			return answer(parameters, parameters.channel(), socketId, principal);
		}
		ObjectNode answers = WebAnswer.JSON.createObjectNode();
		Map<String, RuntimeException> failures = new LinkedHashMap<>();
		List<String> channels = parameters.channels();
		for (String channel : channels) {
			ObjectNode element = answers.putObject(channel);
			try {
				ChannelAuthorization authorization = authorize(parameters, channel, socketId, principal);
				if (authorization != null) {
					element.put("status", HttpStatus.OK.value()).set("data", json(authorization));
				}
				else {
					element.put("status", HttpStatus.FORBIDDEN.value());
				}
			}
			catch (InvalidRequestException ex) {
				element.put("status", ex.answer().status().value());
			}
			catch (RuntimeException ex) {
				if (AccessDenial.isDenial(ex)) {
					element.put("status", HttpStatus.FORBIDDEN.value());
				}
				else {
					element.put("status", HttpStatus.INTERNAL_SERVER_ERROR.value());
					failures.put(channel, ex);
				}
			}
		}
		if (!failures.isEmpty()) {
			log(failures, channels.size());
		}
		return WebAnswer.json(HttpStatus.OK, answers);
	}

	private void log(Map<String, RuntimeException> failures, int channels) {
		Map.Entry<String, RuntimeException> first = failures.entrySet().iterator().next();
		logger.error("App '%s': failed to authorize %d of %d channels of a request, the first of them '%s'"
			.formatted(this.app, failures.size(), channels, PrintableText.of(first.getKey())), first.getValue());
	}

	private WebAnswer answer(AuthorizationParameters parameters, String channel, String socketId,
			@Nullable Principal principal) {
		ChannelAuthorization authorization = authorize(parameters, channel, socketId, principal);
		return (authorization != null) ? WebAnswer.json(HttpStatus.OK, json(authorization))
				: WebAnswer.error(HttpStatus.FORBIDDEN, "Not authorized to subscribe to the channel");
	}

	private @Nullable ChannelAuthorization authorize(AuthorizationParameters parameters, String channel,
			String socketId, @Nullable Principal principal) {
		ChannelAccessRequest request;
		try {
			request = new ChannelAccessRequest(this.app, channel, socketId, principal, parameters.others());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidRequestException(HttpStatus.BAD_REQUEST, "'channel_name' must be the name of a channel");
		}
		ChannelAuthorization authorization = this.access.authorize(request);
		if (authorization == null) {
			logger.debug(LogMessage.format("Connection %s of app '%s' may not subscribe to '%s'", socketId, this.app,
					PrintableText.of(channel)));
		}
		return authorization;
	}

	private static ObjectNode json(ChannelAuthorization authorization) {
		ObjectNode json = WebAnswer.JSON.createObjectNode().put("auth", authorization.auth());
		if (authorization.channelData() != null) {
			json.put("channel_data", authorization.channelData());
		}
		if (authorization.sharedSecret() != null) {
			json.put("shared_secret", authorization.sharedSecret());
		}
		return json;
	}

}
