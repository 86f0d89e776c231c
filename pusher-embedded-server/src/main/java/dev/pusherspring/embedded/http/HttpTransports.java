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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.protocol.Json;

/**
 * The HTTP transports: streaming, polling, and the requests on which their clients send.
 * The name of a session is chosen by the client.
 */
final class HttpTransports {

	private static final Pattern PATH = Pattern
		.compile("(?:/.*)?/app/([^/]+)/([^/.]+/[^/.]+)/(xhr_streaming|xhr|xhr_send)");

	private final Map<String, HttpSession> sessions = new HashMap<>();

	private final ServerSettings settings;

	private final Hub hub;

	private final FaultPlan faults;

	private final EventLoop loop;

	HttpTransports(ServerSettings settings, Hub hub, FaultPlan faults, EventLoop loop) {
		this.settings = settings;
		this.hub = hub;
		this.faults = faults;
		this.loop = loop;
	}

	static boolean isMeant(String path) {
		return PATH.matcher(path).matches();
	}

	void handle(Channel channel, FullHttpRequest request, QueryStringDecoder uri) {
		boolean keepAlive = HttpUtil.isKeepAlive(request);
		Map<String, String> cors = Cors.forAnyOrigin(request.headers());
		Matcher path = PATH.matcher(uri.path());
		if (!path.matches()) {
			HttpAnswer.error(404, "Not found").send(channel, keepAlive);
		}
		else if (!request.method().equals(HttpMethod.POST)) {
			HttpAnswer.error(405, "Use POST").send(channel, keepAlive);
		}
		else if (path.group(3).equals("xhr_send")) {
			send(path.group(1) + "/" + path.group(2), request.content().toString(StandardCharsets.UTF_8), cors)
				.send(channel, keepAlive);
		}
		else {
			boolean streaming = path.group(3).equals("xhr_streaming");
			receive(path.group(1), path.group(2), new Receiver(channel, streaming, keepAlive, cors), uri);
		}
	}

	private void receive(String key, String name, Receiver receiver, QueryStringDecoder uri) {
		String id = key + "/" + name;
		HttpSession session = this.sessions.get(id);
		if (session != null) {
			session.receive(receiver);
			return;
		}
		HttpSession opened = new HttpSession(this.hub, this.faults, this.settings, this.loop, receiver.isStreaming(),
				(forgotten) -> this.sessions.remove(id, forgotten));
		this.sessions.put(id, opened);
		opened.receive(receiver);
		opened.open(WebSocketUpgrade.handshake(key, uri));
	}

	private HttpAnswer send(String id, String body, Map<String, String> cors) {
		HttpSession session = this.sessions.get(id);
		if (session == null) {
			return new HttpAnswer(404, HttpAnswer.TEXT, "Unknown session\n", cors);
		}
		List<String> texts = texts(body);
		if (texts == null) {
			return new HttpAnswer(400, HttpAnswer.TEXT, "The body must be a JSON array of strings\n", cors);
		}
		session.sent(texts);
		return new HttpAnswer(204, HttpAnswer.TEXT, "", cors);
	}

	private static @Nullable List<String> texts(String body) {
		JsonNode array = Json.parse(body);
		if (array == null || !array.isArray()) {
			return null;
		}
		List<String> texts = new ArrayList<>();
		for (JsonNode text : array) {
			if (!text.isString()) {
				return null;
			}
			texts.add(text.asString());
		}
		return texts;
	}

}
