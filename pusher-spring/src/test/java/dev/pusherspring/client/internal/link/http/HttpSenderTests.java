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

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.link.http.HttpTransport.HttpSettings;
import dev.pusherspring.client.internal.link.http.ManualHttpClient.Exchange;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpSender}.
 */
class HttpSenderTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final ManualEventLoop loop = new ManualEventLoop();

	private final ManualHttpClient http = new ManualHttpClient();

	private final List<LinkEnd> failures = new ArrayList<>();

	private final HttpSender sender = new HttpSender(this.http.client(),
			new HttpSession(new HttpSettings(new ServerAddress("localhost", 80, "", "key"), false, true, TIMEOUT, 1000,
					HttpHeaders::new)),
			TIMEOUT, this.loop, this.failures::add);

	@Test
	void messagesGoOutOneRequestAtATime() {
		this.sender.send("a");
		Exchange first = this.http.take();
		assertThat(first.text()).isEqualTo("[\"a\"]");
		assertThat(first.request().uri().getPath()).endsWith("/xhr_send");
		this.sender.send("b");
		this.sender.send("c");
		assertThat(this.http.size()).isZero();
		answer(first, 204);
		assertThat(this.http.take().text()).isEqualTo("[\"b\",\"c\"]");
		assertThat(this.http.size()).isZero();
	}

	@Test
	void nothingIsSentWithoutAMessage() {
		this.sender.send("a");
		answer(this.http.take(), 204);
		assertThat(this.http.size()).isZero();
		this.sender.send("b");
		assertThat(this.http.take().text()).isEqualTo("[\"b\"]");
	}

	@Test
	void heartbeatIsARequestWithoutMessages() {
		this.sender.heartbeat();
		Exchange heartbeat = this.http.take();
		assertThat(heartbeat.text()).isEqualTo("[]");
		answer(heartbeat, 204);
		assertThat(this.http.size()).isZero();
	}

	@Test
	void messagesThatWaitAreASignOfLifeThemselves() {
		this.sender.send("a");
		this.sender.heartbeat();
		this.sender.send("b");
		answer(this.http.take(), 204);
		Exchange second = this.http.take();
		assertThat(second.text()).isEqualTo("[\"b\"]");
		answer(second, 204);
		assertThat(this.http.size()).isZero();
	}

	@Test
	void heartbeatThatIsDueDuringARequestFollowsIt() {
		this.sender.send("a");
		this.sender.heartbeat();
		this.sender.heartbeat();
		answer(this.http.take(), 204);
		Exchange second = this.http.take();
		assertThat(second.text()).isEqualTo("[]");
		answer(second, 204);
		assertThat(this.http.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 500 })
	void refusalEndsTheLink(int status) {
		this.sender.send("a");
		answer(this.http.take(), status);
		assertThat(this.failures).singleElement()
			.satisfies((end) -> assertThat(end.describe()).contains("HTTP status " + status));
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 302, 399 })
	void otherAnswersAreConfirmations(int status) {
		this.sender.send("a");
		answer(this.http.take(), status);
		assertThat(this.failures).isEmpty();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void failureEndsTheLink() {
		this.sender.send("a");
		this.http.take().fail(new ConnectException("no route"));
		this.loop.runQueued();
		assertThat(this.failures).singleElement()
			.satisfies((end) -> assertThat(end.describe()).contains("http://localhost:80").contains("no route"));
	}

	@Test
	void answerThatDoesNotEndInTimeEndsTheLink() {
		this.sender.send("a");
		this.http.take().begin(200);
		this.loop.advance(TIMEOUT.minusMillis(1));
		assertThat(this.failures).isEmpty();
		this.loop.advance(Duration.ofMillis(1));
		assertThat(this.failures).singleElement()
			.satisfies((end) -> assertThat(end.describe()).contains("did not answer in time"));
	}

	@Test
	void timeStartsAnewWithEachRequest() {
		this.sender.send("a");
		this.loop.advance(TIMEOUT.minusMillis(1));
		answer(this.http.take(), 204);
		this.sender.send("b");
		this.loop.advance(TIMEOUT.minusMillis(1));
		assertThat(this.failures).isEmpty();
		assertThat(this.loop.pendingTimers()).isEqualTo(1);
	}

	@Test
	void noMoreThan16MegabytesWaitForTheServer() {
		String text = "x".repeat(1024 * 1024);
		this.sender.send("a");
		for (int i = 0; i < 16; i++) {
			this.sender.send(text);
		}
		assertThat(this.failures).isEmpty();
		this.sender.send("b");
		assertThat(this.failures).as("not while the caller is changing its own state").isEmpty();
		this.loop.runQueued();
		assertThat(this.failures).singleElement()
			.satisfies((end) -> assertThat(end.describe()).contains("does not read"));
	}

	@Test
	void shortMessagesThatWaitAreLimitedToo() {
		for (int i = 0; i < 1_000_000 && this.failures.isEmpty(); i++) {
			this.sender.send("");
			this.loop.runQueued();
		}
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void messagesThatHaveBeenSentDoNotCount() {
		String text = "x".repeat(1024 * 1024);
		for (int i = 0; i < 40; i++) {
			this.sender.send(text);
			answer(this.http.take(), 204);
		}
		assertThat(this.failures).isEmpty();
	}

	@Test
	void closeCancelsTheRequestAndSendsNothingMore() {
		this.sender.send("a");
		this.sender.send("b");
		this.sender.close();
		Exchange first = this.http.take();
		assertThat(first.isCancelled()).isTrue();
		assertThat(this.loop.pendingTimers()).isZero();
		this.loop.runQueued();
		this.sender.send("c");
		this.sender.heartbeat();
		assertThat(this.http.size()).isZero();
		assertThat(this.failures).isEmpty();
	}

	@Test
	void closeBeforeTheFirstMessageIsHarmless() {
		this.sender.close();
		this.sender.send("a");
		assertThat(this.http.size()).isZero();
	}

	private void answer(Exchange exchange, int status) {
		exchange.answer(status);
		this.loop.runQueued();
	}

}
