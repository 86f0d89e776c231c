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

package dev.pusherspring.testsupport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.pusher.rest.Pusher;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Integration tests for {@link SoketiContainer}, without any code of ours on the client's
 * side.
 */
@Testcontainers(disabledWithoutDocker = true)
class SoketiContainerIntegrationTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer();

	@Container
	static final SoketiContainer customized = new SoketiContainer().withClientMessages()
		.withUserAuthentication()
		.withMaxConnections(2);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	@Test
	void isReadyWhenStarted() throws Exception {
		assertThat(ready(soketi)).isEqualTo(200);
	}

	@Test
	void triggeredEventReachesSubscriber() throws Exception {
		RawSocket socket = connect(soketi);
		socket.subscribe("room");
		soketi.publisher().trigger("room", "greet", Map.of("hello", "wörld"));
		assertThat(socket.awaitText("greet")).contains("\"channel\":\"room\"")
			.contains("\"data\":\"{\\\"hello\\\":\\\"wörld\\\"}\"");
		socket.close();
	}

	@Test
	void stoppedServerSaysGoodbyeAndComesBackOnTheSamePort() throws Exception {
		Pusher publisher = soketi.publisher();
		int port = soketi.port();
		RawSocket before = connect(soketi);
		before.subscribe("room");
		soketi.stopServer();
		assertThat(before.awaitText("pusher:error")).contains("4200");
		assertThat(before.awaitClose()).isEqualTo(4200);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> ready(soketi));
		soketi.startServer();
		assertThat(soketi.port()).isEqualTo(port);
		RawSocket after = connect(soketi);
		after.subscribe("room");
		publisher.trigger("room", "again", Map.of());
		assertThat(after.awaitText("again")).contains("\"channel\":\"room\"");
		after.close();
	}

	@Test
	void killedServerBreaksConnectionsAndComesBackOnTheSamePort() throws Exception {
		int port = soketi.port();
		RawSocket before = connect(soketi);
		soketi.killServer();
		assertThat(before.awaitClose()).isEqualTo(RawSocket.ABNORMAL);
		soketi.startServer();
		assertThat(soketi.port()).isEqualTo(port);
		connect(soketi).close();
	}

	@Test
	void restartForgetsSubscriptions() throws Exception {
		int port = soketi.port();
		RawSocket before = connect(soketi);
		before.subscribe("room");
		soketi.restart();
		assertThat(before.awaitClose()).isEqualTo(4200);
		assertThat(soketi.port()).isEqualTo(port);
		RawSocket after = connect(soketi);
		soketi.publisher().trigger("room", "missed", Map.of());
		after.subscribe("room");
		soketi.publisher().trigger("room", "seen", Map.of());
		assertThat(after.awaitText("\"event\"")).contains("seen");
		after.close();
	}

	@Test
	void clientMessagesAreRelayedWhenEnabled() throws Exception {
		Pusher publisher = customized.publisher();
		RawSocket sender = connect(customized);
		RawSocket receiver = connect(customized);
		for (RawSocket socket : new RawSocket[] { sender, receiver }) {
			socket.subscribe("private-room", publisher.authenticate(socket.id(), "private-room"));
		}
		sender.send("{\"event\":\"client-hi\",\"channel\":\"private-room\",\"data\":{\"n\":1}}");
		assertThat(receiver.awaitText("client-hi")).contains("\"n\":1");
		sender.close();
		receiver.close();
	}

	@Test
	void clientMessagesAreRefusedByDefault() throws Exception {
		RawSocket sender = connect(soketi);
		sender.subscribe("private-room", soketi.publisher().authenticate(sender.id(), "private-room"));
		sender.send("{\"event\":\"client-hi\",\"channel\":\"private-room\",\"data\":{\"n\":1}}");
		assertThat(sender.awaitText("pusher:error")).contains("4301");
		sender.close();
	}

	@Test
	void usersSignInWhenEnabled() throws Exception {
		RawSocket socket = connect(customized);
		String user = "{\"id\":\"u1\"}";
		String auth = SoketiContainer.APP_KEY + ":" + sign(socket.id() + "::user::" + user);
		socket.send("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"" + auth + "\",\"user_data\":\""
				+ user.replace("\"", "\\\"") + "\"}}");
		assertThat(socket.awaitText("pusher:signin_success")).contains("u1");
		socket.close();
	}

	@Test
	void connectionsBeyondTheLimitAreRefused() throws Exception {
		RawSocket first = connect(customized);
		RawSocket second = connect(customized);
		RawSocket third = open(customized);
		assertThat(third.awaitText("pusher:error")).contains("4100");
		assertThat(third.awaitClose()).isEqualTo(4100);
		first.close();
		second.close();
	}

	private int ready(SoketiContainer container) throws IOException, InterruptedException {
		URI uri = URI.create("http://" + container.host() + ":" + container.port() + "/ready");
		HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
		HttpResponse<Void> response = this.http.send(request, BodyHandlers.discarding());
		return response.statusCode();
	}

	private RawSocket connect(SoketiContainer container) throws InterruptedException {
		RawSocket socket = open(container);
		socket.awaitHandshake();
		return socket;
	}

	private RawSocket open(SoketiContainer container) {
		URI uri = URI.create("ws://" + container.host() + ":" + container.port() + "/app/" + SoketiContainer.APP_KEY
				+ "?protocol=7&client=test&version=1");
		RawSocket socket = new RawSocket();
		socket.webSocket = this.http.newWebSocketBuilder().buildAsync(uri, socket).join();
		return socket;
	}

	private static String sign(String text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SoketiContainer.APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * The JDK's WebSocket with what it received kept for assertions.
	 */
	private static final class RawSocket implements WebSocket.Listener {

		static final int ABNORMAL = 1006;

		private static final Pattern SOCKET_ID = Pattern.compile("[0-9]+\\.[0-9]+");

		private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

		private final CompletableFuture<Integer> closed = new CompletableFuture<>();

		private final StringBuilder partial = new StringBuilder();

		private WebSocket webSocket;

		private String id;

		@Override
		public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.partial.append(data);
			if (last) {
				this.texts.add(this.partial.toString());
				this.partial.setLength(0);
			}
			webSocket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
			this.closed.complete(statusCode);
			return null;
		}

		@Override
		public void onError(WebSocket webSocket, Throwable error) {
			this.closed.complete(ABNORMAL);
		}

		void awaitHandshake() throws InterruptedException {
			Matcher matcher = SOCKET_ID.matcher(awaitText("pusher:connection_established"));
			assertThat(matcher.find()).isTrue();
			this.id = matcher.group();
		}

		String id() {
			return this.id;
		}

		void subscribe(String channel) throws InterruptedException {
			send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\"}}");
			awaitText("pusher_internal:subscription_succeeded");
		}

		// the publisher's authorization is a JSON object, which lacks only the channel
		void subscribe(String channel, String authorization) throws InterruptedException {
			send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\","
					+ authorization.substring(1) + "}");
			awaitText("pusher_internal:subscription_succeeded");
		}

		void send(String text) {
			this.webSocket.sendText(text, true).join();
		}

		String awaitText(String part) throws InterruptedException {
			String text = this.texts.poll(20, TimeUnit.SECONDS);
			assertThat(text).as("next message").contains(part);
			return text;
		}

		int awaitClose() {
			return this.closed.orTimeout(10, TimeUnit.SECONDS).join();
		}

		// waits for the server's own close, so that the next test finds its place free
		void close() {
			this.webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
			awaitClose();
		}

	}

}
