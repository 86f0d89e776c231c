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

package dev.pusherspring.embedded;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.protocol.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client on the JDK's WebSocket that does only what a test tells it to.
 */
final class ScriptedClient implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final JsonMapper json = new JsonMapper();

	private static final HttpClient http = HttpClient.newHttpClient();

	private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final EmbeddedPusherServer server;

	private final WebSocket socket;

	private volatile String reason = "";

	private @Nullable String socketId;

	private ScriptedClient(EmbeddedPusherServer server, String pathAndQuery) {
		this.server = server;
		URI uri = URI.create("ws://127.0.0.1:" + server.getPort() + pathAndQuery);
		this.socket = http.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
	}

	static ScriptedClient open(EmbeddedPusherServer server, String pathAndQuery) {
		return new ScriptedClient(server, pathAndQuery);
	}

	static ScriptedClient connect(EmbeddedPusherServer server) {
		ScriptedClient client = open(server, "/app/" + server.getKey() + "?protocol=7&client=test&version=1.0");
		JsonNode established = client.next("pusher:connection_established");
		client.socketId = client.data(established).get("socket_id").asString();
		return client;
	}

	String socketId() {
		assertThat(this.socketId).isNotNull();
		return this.socketId;
	}

	JsonNode next() {
		return json.readTree(nextText());
	}

	String nextText() {
		try {
			String text = this.frames.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
			assertThat(text).as("a further frame").isNotNull();
			return text;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	JsonNode next(String event) {
		JsonNode frame = next();
		assertThat(frame.path("event").asString()).as(frame.toString()).isEqualTo(event);
		return frame;
	}

	JsonNode next(String event, String channel) {
		JsonNode frame = next(event);
		assertThat(frame.path("channel").asString()).isEqualTo(channel);
		return frame;
	}

	/**
	 * Assert that nothing has arrived, without waiting for time to pass: the server
	 * answers in order, so what it had to say comes before the pong.
	 */
	void expectSilence() {
		send("{\"event\":\"pusher:ping\",\"data\":{}}");
		next("pusher:pong");
	}

	void expectError(@Nullable Integer code, String... parts) {
		JsonNode error = next("pusher:error").get("data");
		assertThat(error.get("code").isNull() ? null : error.get("code").asInt()).isEqualTo(code);
		for (String part : parts) {
			assertThat(error.get("message").asString()).contains(part);
		}
	}

	/**
	 * Count the frames nobody has looked at.
	 * @return the number
	 */
	int received() {
		return this.frames.size();
	}

	JsonNode data(JsonNode frame) {
		return json.readTree(frame.get("data").asString());
	}

	int closeCode() {
		return this.closed.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
	}

	String closeReason() {
		return this.reason;
	}

	void send(String text) {
		this.socket.sendText(text, true).join();
	}

	void sendBinary(byte[] bytes) {
		this.socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
	}

	void subscribe(String channel) {
		ObjectNode data = json.createObjectNode().put("channel", channel);
		if (channel.startsWith("private-")) {
			data.put("auth", sign(socketId() + ":" + channel));
		}
		send("pusher:subscribe", data);
	}

	void subscribe(String channel, String auth, @Nullable String channelData) {
		ObjectNode data = json.createObjectNode().put("channel", channel).put("auth", auth);
		if (channelData != null) {
			data.put("channel_data", channelData);
		}
		send("pusher:subscribe", data);
	}

	void join(String channel, String channelData) {
		subscribe(channel, sign(socketId() + ":" + channel + ":" + channelData), channelData);
	}

	void subscribed(String channel) {
		subscribe(channel);
		next("pusher_internal:subscription_succeeded", channel);
	}

	void unsubscribe(String channel) {
		send("pusher:unsubscribe", json.createObjectNode().put("channel", channel));
	}

	void signin(String userData) {
		send("pusher:signin",
				json.createObjectNode()
					.put("auth", sign(socketId() + "::user::" + userData))
					.put("user_data", userData));
	}

	void trigger(String channel, String event, Object data) {
		send(json.createObjectNode().put("event", event).put("channel", channel).putPOJO("data", data).toString());
	}

	String sign(String text) {
		return this.server.getKey() + ":" + new Signer(this.server.getSecret()).sign(text);
	}

	private void send(String event, ObjectNode data) {
		ObjectNode frame = json.createObjectNode().put("event", event);
		frame.set("data", data);
		send(json.writeValueAsString(frame));
	}

	void disconnect() {
		this.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
	}

	@Override
	public void close() {
		this.socket.abort();
	}

	private final class Listener implements WebSocket.Listener {

		private final StringBuilder text = new StringBuilder();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				ScriptedClient.this.frames.add(this.text.toString());
				this.text.setLength(0);
			}
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			ScriptedClient.this.reason = reason;
			ScriptedClient.this.closed.complete(code);
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			// what the API cannot tell from a lost connection
			ScriptedClient.this.closed.complete(1006);
		}

	}

}
