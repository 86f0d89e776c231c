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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.testsupport.ScriptedHttpServer.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpLink} when it polls.
 */
class HttpPollingLinkTests extends AbstractHttpLinkTests {

	private Request poll(String frames) {
		Request request = this.server.takeReceiving();
		request.write(frames).end();
		return request;
	}

	@Test
	void pollsAgainAsSoonAsAnAnswerIsThere() {
		open(false, "127.0.0.1");
		Request first = poll("o\n");
		assertThat(first.getUri().getPath()).endsWith("/xhr");
		assertThat(this.recorder.next()).isEqualTo("opened");
		Request second = poll("a[\"one\"]\n");
		assertThat(second.getUri().getPath()).isEqualTo(first.getUri().getPath());
		assertThat(second.getUri().getRawQuery()).startsWith("protocol=7&").endsWith("&n=2");
		assertThat(this.recorder.next()).isEqualTo("received one");
		poll("c[4001,\"no\"]\n");
		assertThat(this.recorder.next()).isEqualTo("ended 4001 no (4001)");
		assertNoMorePolls(first);
	}

	@Test
	void heartbeatIsASignOfLifeAndAnsweredByTheNextPoll() {
		open(false, "127.0.0.1");
		poll("o\n");
		assertThat(this.recorder.next()).isEqualTo("opened");
		poll("h\n");
		assertThat(this.recorder.next()).isEqualTo("alive");
		poll("m\"next\"\n");
		assertThat(this.recorder.next()).isEqualTo("received next");
		assertThat(this.server.isSending()).isFalse();
	}

	@Test
	void pollsGoToTheHostThatHasTheSession() {
		open(false, "localhost");
		poll("o{\"hostname\":\"LocalHost\"}\n");
		assertThat(this.server.takeReceiving().header("Host")).isEqualTo("LocalHost:" + this.server.getPort());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>Please sign in to this network</html>\n" })
	void answerOfSomebodyElseEndsTheLink(String answer) {
		open(false, "127.0.0.1");
		Request first = poll(answer);
		assertThat(this.recorder.next()).startsWith("ended 1006 ")
			.contains("127.0.0.1:" + this.server.getPort() + " does not speak the HTTP transport");
		assertNoMorePolls(first);
	}

	// the next one that polls is another session
	private void assertNoMorePolls(Request earlier) {
		open(false, "127.0.0.1");
		assertThat(poll("o\n").getUri().getPath()).isNotEqualTo(earlier.getUri().getPath());
		assertThat(this.recorder.next()).isEqualTo("opened");
	}

	@Test
	void emptyAnswersAreNotAskedForInATightLoop() {
		open(false, "127.0.0.1");
		poll("o\n");
		long start = System.nanoTime();
		poll("");
		Request next = this.server.takeReceiving();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
		next.write("m\"next\"\n").end();
		assertThat(this.recorder.next()).isEqualTo("opened");
		assertThat(this.recorder.next()).isEqualTo("received next");
	}

	@Test
	void failingPollEndsTheLink() {
		open(false, "127.0.0.1");
		poll("o\n");
		assertThat(this.recorder.next()).isEqualTo("opened");
		this.server.takeReceiving().answer(404);
		assertThat(this.recorder.next()).contains("ended 1006 ", "HTTP status 404");
	}

}
