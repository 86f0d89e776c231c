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

package dev.pusherspring.embedded.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.fault.FaultPlan.AuthorizationAnswer;
import dev.pusherspring.embedded.hub.HttpSettings;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.Recent;
import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.embedded.protocol.Json;

/**
 * Replaces an application's own authorization endpoints during development. Answers a
 * form ({@code ajax}) with JSON and, if allowed, a script request ({@code jsonp}) with a
 * call of the given function. A form may name several channels, like that of the plugin
 * pusher-js-auth.
 */
final class AuthorizationEndpoint {

	static final String CHANNELS = "/pusher/auth";

	static final String USERS = "/pusher/user-auth";

	private static final Pattern IN_BATCH = Pattern.compile("channel_name\\[\\d*]");

	private static final Pattern CALLBACK = Pattern.compile("[A-Za-z0-9_$.\\[\\]'\"]{1,200}");

	private final AuthorizationSigner signer;

	private final Hub hub;

	private final FaultPlan faults;

	private final boolean jsonp;

	private final HostNames hosts;

	private final Recent<AuthorizationRequest> received = new Recent<>(AuthorizationEndpoint::size);

	AuthorizationEndpoint(AuthorizationSigner signer, Hub hub, FaultPlan faults, HttpSettings settings) {
		this.signer = signer;
		this.hub = hub;
		this.faults = faults;
		this.jsonp = settings.jsonp();
		this.hosts = new HostNames(settings.host());
	}

	private static int size(AuthorizationRequest request) {
		return request.path().length() + size(request.parameters()) + size(request.headers());
	}

	private static int size(Map<String, List<String>> values) {
		return values.entrySet()
			.stream()
			.mapToInt((entry) -> entry.getKey().length() + entry.getValue().stream().mapToInt(String::length).sum())
			.sum();
	}

	Recent<AuthorizationRequest> received() {
		return this.received;
	}

	void handle(Channel channel, FullHttpRequest http, QueryStringDecoder uri) {
		boolean keepAlive = HttpUtil.isKeepAlive(http);
		AuthorizationRequest request = read(http, uri);
		this.received.add(request);
		this.hub.changed();
		Map<String, String> cors = Cors.forLoopbackOrigin(http.headers());
		Runnable answer = () -> answer(request, cors).send(channel, keepAlive);
		AuthorizationAnswer fault = this.faults.takeAuthorization();
		if (fault == null) {
			answer.run();
			return;
		}
		Runnable faulty = (fault.status() == 0) ? answer
				: () -> new HttpAnswer(fault.status(), HttpAnswer.TEXT, fault.body(), cors).send(channel, keepAlive);
		if (fault.held()) {
			this.faults.hold(faulty);
		}
		else {
			channel.eventLoop().schedule(faulty, fault.delay().toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private static AuthorizationRequest read(FullHttpRequest http, QueryStringDecoder uri) {
		Map<String, List<String>> parameters = new LinkedHashMap<>();
		add(parameters, uri);
		add(parameters, new QueryStringDecoder(http.content().toString(StandardCharsets.UTF_8), false));
		Map<String, List<String>> headers = new LinkedHashMap<>();
		http.headers()
			.forEach((header) -> headers
				.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(header.getValue()));
		return new AuthorizationRequest(http.method().name(), uri.path(), parameters, headers);
	}

	private static void add(Map<String, List<String>> parameters, QueryStringDecoder decoder) {
		decoder.parameters()
			.forEach((name, values) -> parameters.computeIfAbsent(name, (key) -> new ArrayList<>()).addAll(values));
	}

	private HttpAnswer answer(AuthorizationRequest request, Map<String, String> cors) {
		if (!this.hosts.accept(request.header("host"))) {
			return HttpAnswer.error(403, "The 'Host' header does not name this machine");
		}
		String callback = this.jsonp ? request.parameter("callback") : null;
		if (!request.method().equals("POST") && !(request.method().equals("GET") && callback != null)) {
			return HttpAnswer.error(405, this.jsonp ? "Send a form with POST, or GET with a 'callback'"
					: "Send a form with POST; scripts are not answered unless the server is built with 'jsonp(true)'");
		}
		if (callback != null && !CALLBACK.matcher(callback).matches()) {
			return HttpAnswer.error(400, "Invalid 'callback'");
		}
		try {
			String json = sign(request);
			return (callback != null && request.method().equals("GET"))
					? new HttpAnswer(200, "application/javascript", callback + "(" + json + ");", cors)
					: new HttpAnswer(200, HttpAnswer.JSON, json, cors);
		}
		catch (AuthorizationDenied ex) {
			return new HttpAnswer(ex.status(), HttpAnswer.TEXT, ex.getMessage() + "\n", cors);
		}
	}

	private String sign(AuthorizationRequest request) {
		String socketId = required("socket_id", request.socketId());
		if (request.path().equals(USERS)) {
			return this.signer.signUser(socketId, request);
		}
		List<String> batch = request.parameters()
			.entrySet()
			.stream()
			.filter((parameter) -> IN_BATCH.matcher(parameter.getKey()).matches())
			.flatMap((parameter) -> parameter.getValue().stream())
			.toList();
		return batch.isEmpty()
				? this.signer.signChannel(socketId, required("channel_name", request.channelName()), request)
				: signAll(socketId, batch, request);
	}

	private String signAll(String socketId, List<String> channels, AuthorizationRequest request) {
		ObjectNode outcomes = Json.object();
		for (String channel : channels) {
			ObjectNode outcome = outcomes.putObject(channel);
			try {
				RawValue data = new RawValue(this.signer.signChannel(socketId, channel, request));
				outcome.put("status", 200).putRawValue("data", data);
			}
			catch (AuthorizationDenied ex) {
				outcome.put("status", ex.status());
			}
		}
		return Json.write(outcomes);
	}

	private static String required(String name, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			throw new AuthorizationDenied(400, "Parameter '" + name + "' is missing");
		}
		return value;
	}

}
