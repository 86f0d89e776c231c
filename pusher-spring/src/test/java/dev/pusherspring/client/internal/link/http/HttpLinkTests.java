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

package dev.pusherspring.client.internal.link.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.testsupport.ScriptedHttpServer.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpLink} when it streams.
 */
class HttpLinkTests extends AbstractHttpLinkTests {

	@Test
	void asksForTheStreamAsTheProtocolSays() {
		this.headers.set("Origin", "https://app.example");
		this.headers.set("X-Tenant", "acme");
		this.headers.set("Host", "evil.example");
		open(true, "127.0.0.1");
		Request request = this.server.takeReceiving();
		assertThat(request.getUri().getRawPath())
			.matches("/pusher/app/key/(0|[1-9][0-9]{0,2})/[0-9a-v]{8}/xhr_streaming");
		assertThat(request.getUri().getRawQuery()).startsWith("protocol=7&client=").matches(".*&t=[0-9]+&n=1");
		assertThat(request.getBody()).isEmpty();
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.header("Origin")).isEqualTo("https://app.example");
		assertThat(request.header("X-Tenant")).isEqualTo("acme");
		assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + this.server.getPort());
		assertThat(request.header("Upgrade")).isNull();
	}

	@Test
	void framesBecomeMessages() {
		open(true, "127.0.0.1");
		Request request = this.server.takeReceiving();
		request.write("h".repeat(2048) + "\n");
		request.write("o\na[\"one\",\"tw\\u00f6\"]\n");
		request.write("m\"thr");
		request.write("ee ☃\"\n\na[]\n");
		assertThat(this.recorder.next()).isEqualTo("opened");
		assertThat(this.recorder.next()).isEqualTo("received one");
		assertThat(this.recorder.next()).isEqualTo("received twö");
		assertThat(this.recorder.next()).isEqualTo("received three ☃");
		request.write("c[4200,\"bye\"]\n");
		assertThat(this.recorder.next()).isEqualTo("ended 4200 bye (4200)");
	}

	@Test
	void characterThatIsCutInTwoArrivesWhole() throws Exception {
		Request request = openStream();
		request.write("m\"\u20ac".repeat(1));
		request.write("\"\n");
		assertThat(this.recorder.next()).isEqualTo("received €");
	}

	@Test
	void closeWithoutCodeHasNone() {
		openStream().write("c[]\n");
		assertThat(this.recorder.next()).isEqualTo("ended 1005 the server closed the connection without a code");
	}

	@Test
	void serverNamesTheHostThatHasTheSession() {
		open(true, "localhost");
		Request request = this.server.takeReceiving();
		request.write("o{\"hostname\":\"LocalHost\"}\n");
		assertThat(this.recorder.next()).isEqualTo("opened");
		onLoop(() -> this.link.send("hello"));
		Request sending = this.server.takeSending();
		assertThat(sending.header("Host")).isEqualTo("LocalHost:" + this.server.getPort());
		String session = request.getUri().getPath().replace("/xhr_streaming", "");
		assertThat(sending.getUri().getPath()).isEqualTo(session + "/xhr_send");
		assertThat(sending.getUri().getRawQuery()).matches("t=[0-9]+&n=2");
		assertThat(sending.header("Content-Type")).isEqualTo("application/json");
		assertThat(sending.getBody()).isEqualTo("[\"hello\"]");
		sending.answer(204);
	}

	@ParameterizedTest
	@ValueSource(strings = { "o{\"hostname\":\"evil.example/path?\"}", "o{\"hostname\":\"user@evil.example\"}",
			"o{\"hostname\":\"a b\"}", "o{\"hostname\":\"h:99999\"}" })
	void hostThatIsNoneEndsTheLink(String frame) {
		open(true, "127.0.0.1");
		this.server.takeReceiving().write(frame + "\n");
		assertThat(this.recorder.next()).startsWith("ended 1006 ").contains("host").doesNotContain("evil");
	}

	@Test
	void strangerGetsNoRequest() {
		open(true, "127.0.0.1");
		this.server.takeReceiving().write("o{\"hostname\":\"localhost\"}\n");
		assertThat(this.recorder.next()).startsWith("ended 1006 ")
			.contains("'localhost'", "which is neither '127.0.0.1' nor a subdomain of it");
		onLoop(() -> this.link.send("secret"));
		assertThat(this.server.isSending()).isFalse();
	}

	@Test
	void secondOpeningIsALostSession() {
		openStream().write("o\n");
		assertThat(this.recorder.next()).isEqualTo("ended 1006 the server lost the session (1006)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a[\"planted\"", "aplanted", "m", "m{", "a", "cplanted", "a{\"x\":1}x" })
	void malformedFrameIsReportedWithoutItsTextAndTheLinkGoesOn(String frame) {
		Request request = openStream();
		request.write(frame + "\nm\"next\"\n");
		assertThat(this.recorder.next()).startsWith("discarded ").contains("malformed").doesNotContain("planted");
		assertThat(this.recorder.next()).isEqualTo("received next");
	}

	@Test
	void messageThatIsNotTextIsReported() {
		openStream().write("a[1,\"two\",null]\n");
		assertThat(this.recorder.next()).contains("discarded ", "was not text");
		assertThat(this.recorder.next()).isEqualTo("received two");
		assertThat(this.recorder.next()).contains("discarded ", "was not text");
	}

	@Test
	void unknownFrameIsIgnored() {
		openStream().write("x[\"future\"]\nm\"next\"\n");
		assertThat(this.recorder.next()).isEqualTo("received next");
	}

	@Test
	void lineThatIsTooLongIsSkipped() {
		Request request = openStream();
		request.write("m\"" + "x".repeat(MAX_LENGTH - 3) + "\"\n");
		assertThat(this.recorder.next()).startsWith("received xxx");
		request.write("m\"" + "x".repeat(MAX_LENGTH - 2) + "\"\n");
		assertThat(this.recorder.next())
			.isEqualTo("discarded A message of more than " + MAX_LENGTH + " bytes was discarded");
		request.write("m\"" + "x".repeat(100_000));
		request.write("x".repeat(100_000) + "\"\nm\"next\"\n");
		assertThat(this.recorder.next()).startsWith("discarded ");
		assertThat(this.recorder.next()).isEqualTo("received next");
	}

	@Test
	void endOfTheStreamIsTheEndOfTheLink() {
		Request request = openStream();
		request.write("m\"last\"\n");
		request.end();
		assertThat(this.recorder.next()).isEqualTo("received last");
		assertThat(this.recorder.next()).isEqualTo("ended 1006 the server ended the stream (1006)");
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 302, 404, 500, 503 })
	void otherStatusIsNamed(int status) {
		open(true, "127.0.0.1");
		this.server.takeReceiving().answer(status);
		assertThat(this.recorder.next()).startsWith("ended 1006 ")
			.contains("http://127.0.0.1:" + this.server.getPort() + " refused the request with HTTP status " + status);
	}

	@Test
	void serverThatIsNotThereIsNamed() {
		this.server.close();
		open(true, "127.0.0.1");
		assertThat(this.recorder.next())
			.startsWith("ended 1006 Failed to connect to http://127.0.0.1:" + this.server.getPort() + ": ");
	}

	@Test
	void heartbeatIsAnsweredAndASignOfLife() {
		openStream().write("h\n");
		assertThat(this.recorder.next()).isEqualTo("alive");
		Request sending = this.server.takeSending();
		assertThat(sending.getBody()).isEqualTo("[]");
		sending.answer(204);
	}

	@Test
	void pingAsksForAnAnswer() {
		openStream();
		onLoop(() -> this.link.ping());
		Request sending = this.server.takeSending();
		assertThat(sending.getBody()).isEqualTo("[\"{\\\"event\\\":\\\"pusher:ping\\\",\\\"data\\\":{}}\"]");
		sending.answer(204);
	}

	@Test
	void messagesGoOutInOrderOneRequestAtATime() {
		openStream();
		onLoop(() -> this.link.send("0"));
		Request first = this.server.takeSending();
		IntStream.rangeClosed(1, 50).forEach((number) -> onLoop(() -> this.link.send(String.valueOf(number))));
		assertThat(this.server.isSending()).isFalse();
		assertThat(first.getBody()).isEqualTo("[\"0\"]");
		first.answer(204);
		Request second = this.server.takeSending();
		List<String> expected = IntStream.rangeClosed(1, 50).mapToObj((number) -> "\"" + number + "\"").toList();
		assertThat(second.getBody()).isEqualTo("[" + String.join(",", expected) + "]");
		onLoop(() -> this.link.send("ü\"\n"));
		second.answer(200);
		Request third = this.server.takeSending();
		assertThat(third.getBody()).isEqualTo("[\"ü\\\"\\n\"]");
		third.answer(204);
	}

	@Test
	void messageThatIsRefusedEndsTheLink() {
		openStream();
		onLoop(() -> this.link.send("lost"));
		this.server.takeSending().answer(404);
		assertThat(this.recorder.next())
			.isEqualTo("ended 1006 the server answered a message with HTTP status 404 (1006)");
	}

	@Test
	void pausedLinkMakesTheServerWait() throws Exception {
		Request request = openStream();
		onLoop(() -> this.link.pause());
		int count = 20_000;
		String line = "m\"" + "x".repeat(900) + "\"\n";
		CompletableFuture<Void> writing = CompletableFuture
			.runAsync(() -> IntStream.range(0, count).forEach((number) -> request.write(line)));
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> writing.get(1, TimeUnit.SECONDS));
		assertThat(this.recorder.size()).isLessThan(1000);
		onLoop(() -> this.link.resume());
		writing.get(20, TimeUnit.SECONDS);
		Awaitility.await().until(() -> this.recorder.size() == count);
	}

	@Test
	void closedLinkIsSilentAndCancelsItsRequest() {
		Request request = openStream();
		onLoop(() -> this.link.close(1000, ""));
		List<String> failures = new ArrayList<>();
		Awaitility.await().until(() -> {
			try {
				request.write("m\"late\"\n");
			}
			catch (RuntimeException ex) {
				failures.add("gone");
			}
			return !failures.isEmpty();
		});
		onLoop(() -> this.link.send("late"));
		assertThat(this.server.isSending()).isFalse();
		assertThat(this.recorder.size()).isZero();
	}

	@Test
	void linkThatIsClosedBeforeTheAnswerIsSilent() {
		open(true, "127.0.0.1");
		Request request = this.server.takeReceiving();
		onLoop(() -> this.link.close(1000, ""));
		Awaitility.await().until(() -> {
			try {
				request.write("o\n");
				return false;
			}
			catch (RuntimeException ex) {
				return true;
			}
		});
		assertThat(this.recorder.size()).isZero();
	}

}
