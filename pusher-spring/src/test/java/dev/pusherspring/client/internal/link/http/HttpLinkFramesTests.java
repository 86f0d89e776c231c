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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.link.http.HttpTransport.HttpSettings;
import dev.pusherspring.client.internal.link.http.ManualHttpClient.Exchange;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpLink}, frame by frame, without a network.
 */
class HttpLinkFramesTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	private final ManualHttpClient http = new ManualHttpClient();

	private final JdkHttpClients clients = Mockito.mock(JdkHttpClients.class);

	private final List<String> heard = new ArrayList<>();

	private HttpLink link;

	private Exchange open(boolean streaming) {
		BDDMockito.given(this.clients.get()).willReturn(this.http.client());
		BDDMockito.given(this.clients.explain(ArgumentMatchers.any(), ArgumentMatchers.any()))
			.willAnswer((invocation) -> new IOException("explained " + invocation.getArgument(0), null));
		this.link = new HttpLink(new HttpSettings(new ServerAddress("localhost", 80, "", "key"), false, streaming,
				Duration.ofSeconds(5), 50, HttpHeaders::new), this.clients, this.loop, new Recorder(), "ping");
		this.link.open();
		return this.http.take();
	}

	private Exchange openStream() {
		Exchange stream = open(true).begin(200);
		write(stream, "o\n");
		assertHeard("opened");
		return stream;
	}

	private Exchange openPoll() {
		Exchange poll = open(false).begin(200);
		write(poll, "o\n");
		assertHeard("opened");
		end(poll);
		return this.http.take().begin(200);
	}

	private void write(Exchange exchange, String text) {
		exchange.write(text);
		this.loop.runQueued();
	}

	private void end(Exchange exchange) {
		exchange.end();
		this.loop.runQueued();
		this.loop.runQueued();
	}

	private void assertHeard(String... events) {
		assertThat(this.heard).containsExactly(events);
		this.heard.clear();
	}

	@Test
	void messagesOfAFrameArriveInOrder() {
		Exchange stream = openStream();
		write(stream, "a[\"1\",\"2\"]\nm\"3\"\n");
		assertHeard("received 1", "received 2", "received 3");
	}

	@Test
	void nothingArrivesAfterACloseFrame() {
		Exchange stream = openStream();
		write(stream, "a[\"1\"]\nc[4001,\"x\"]\nm\"2\"\n");
		assertHeard("received 1", "ended 4001 x (4001)");
		assertThat(stream.isBodyCancelled()).isTrue();
	}

	@Test
	void nothingArrivesAfterTheClientHasClosedInTheMiddleOfAFrame() {
		Exchange stream = openStream();
		this.heard.add("close");
		write(stream, "a[\"1\",\"2\"]\n");
		assertHeard("close", "received 1");
	}

	@Test
	void paddingBeforeTheOpeningFrameIsIgnoredAndALongMessageLaterIsReported() {
		Exchange stream = open(true).begin(200);
		write(stream, "h".repeat(100) + "\no\n");
		assertHeard("opened");
		write(stream, "a[\"" + "x".repeat(100) + "\"]\n");
		assertHeard("discarded A message of more than 50 bytes was discarded");
	}

	@Test
	void heartbeatBeforeTheOpeningFrameIsNotAnswered() {
		Exchange stream = open(true).begin(200);
		write(stream, "h\n");
		assertThat(this.http.size()).isZero();
		write(stream, "o\nh\n");
		assertHeard("opened", "alive");
		assertThat(this.http.take().text()).isEqualTo("[]");
	}

	@Test
	void heartbeatOfAPollIsNotAnsweredByARequestOfItsOwn() {
		Exchange poll = openPoll();
		write(poll, "h\n");
		assertHeard("alive");
		assertThat(this.http.size()).isZero();
		end(poll);
		assertThat(this.http.size()).isOne();
	}

	@Test
	void pingAndMessagesAreSent() {
		openStream();
		this.link.ping();
		assertThat(this.http.take().text()).isEqualTo("[\"ping\"]");
	}

	@Test
	void sendBeforeOpeningIsHarmless() {
		HttpLink closed = new HttpLink(new HttpSettings(new ServerAddress("localhost", 80, "", "key"), false, true,
				Duration.ofSeconds(5), 50, HttpHeaders::new), this.clients, this.loop, new Recorder(), "ping");
		closed.send("x");
		closed.pause();
		closed.resume();
		closed.close(1000, "");
		assertThat(this.http.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a{", "m", "a", "cx", "o{\"hostname\":", "o[" })
	void malformedFrameIsReported(String frame) {
		Exchange stream = openStreamOrNot(!frame.startsWith("o"));
		write(stream, frame + "\n");
		assertHeard("discarded A malformed HTTP transport frame was discarded");
		write(stream, frame.startsWith("o") ? "o\n" : "m\"1\"\n");
		assertHeard(frame.startsWith("o") ? "opened" : "received 1");
	}

	private Exchange openStreamOrNot(boolean opened) {
		return opened ? openStream() : open(true).begin(200);
	}

	@Test
	void messageThatIsNoTextIsReportedAndTheOthersArrive() {
		Exchange stream = openStream();
		write(stream, "a[1,\"2\"]\n");
		assertHeard("discarded A message in a frame of the HTTP transport was not text", "received 2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"hostname\":\"\"}", "{\"hostname\":\"localhost\"}" })
	void openingFrameMayNameNoOtherHost(String content) {
		Exchange stream = open(true).begin(200);
		write(stream, "o" + content + "\n");
		assertHeard("opened");
		this.link.send("x");
		assertThat(this.http.take().request().uri().getHost()).isEqualTo("localhost");
	}

	@Test
	void streamThatEndsEndsTheLink() {
		Exchange stream = openStream();
		end(stream);
		assertHeard("ended 1006 the server ended the stream (1006)");
		assertThat(this.http.size()).isZero();
	}

	@Test
	void responseWithoutOpeningFrameIsNoTransport() {
		Exchange stream = open(false).begin(200);
		end(stream);
		assertThat(this.heard).singleElement().asString().contains("does not speak the HTTP transport");
	}

	@Test
	void otherStatusEndsTheLink() {
		Exchange stream = open(true).begin(404);
		end(stream);
		assertThat(this.heard).singleElement().asString().contains("refused the request with HTTP status 404");
	}

	@Test
	void failureIsExplainedByItsCause() {
		Exchange stream = open(true);
		stream.fail(new CompletionException(new IllegalStateException("inner")));
		this.loop.runQueued();
		assertHeard("ended 1006 explained java.lang.IllegalStateException: inner");
	}

	@Test
	void failureWithoutCauseIsExplainedItself() {
		Exchange stream = open(true);
		stream.fail(new IllegalStateException("outer"));
		this.loop.runQueued();
		assertHeard("ended 1006 explained java.lang.IllegalStateException: outer");
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, NoClassDefFoundError.class })
	void clientThatCannotBeMadeEndsTheLinkLater(Class<? extends Throwable> failure) {
		open(true);
		BDDMockito.given(this.clients.get()).willThrow(failure);
		this.link = new HttpLink(new HttpSettings(new ServerAddress("localhost", 80, "", "key"), false, true,
				Duration.ofSeconds(5), 50, HttpHeaders::new), this.clients, this.loop, new Recorder(), "ping");
		this.link.open();
		assertThat(this.heard).isEmpty();
		this.loop.runQueued();
		assertHeard("ended 1006 explained " + failure.getName());
	}

	@Test
	void pollThatBringsAFrameIsFollowedByTheNextAtOnce() {
		Exchange poll = openPoll();
		write(poll, "m\"1\"\n");
		assertThat(this.http.size()).isZero();
		end(poll);
		assertHeard("received 1");
		assertThat(this.http.size()).isOne();
	}

	@Test
	void pollThatBringsATooLongFrameHasBroughtOne() {
		Exchange poll = openPoll();
		write(poll, "x".repeat(100) + "\n");
		end(poll);
		assertThat(this.http.size()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n" })
	void pollThatBringsNothingIsFollowedByTheNextAfterASecond(String text) {
		Exchange poll = openPoll();
		write(poll, text);
		end(poll);
		this.loop.advance(Duration.ofMillis(999));
		assertThat(this.http.size()).isZero();
		this.loop.advance(Duration.ofMillis(1));
		assertThat(this.http.size()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "o\n", "o{\"hostname\":\"a b\"}\n", "o{\"hostname\":\"evil.example\"}\n" })
	void openingFrameThatCannotBeFollowedEndsTheLink(String frame) {
		Exchange stream = open(true).begin(200);
		if (frame.equals("o\n")) {
			write(stream, frame);
			this.heard.clear();
		}
		write(stream, frame);
		assertThat(this.heard).singleElement().asString().startsWith("ended 1006 the server ");
		assertThat(stream.isCancelled()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "true, xhr_streaming", "false, xhr_polling" })
	void transportOpensLinksAndReleasesItsClients(boolean streaming, String name) {
		BDDMockito.given(this.clients.get()).willReturn(this.http.client());
		HttpTransport transport = new HttpTransport(new ServerAddress("localhost", 80, "", "key"), false, streaming,
				Duration.ofSeconds(5), 50, HttpHeaders::new, this.clients, this.loop);
		assertThat(transport.getName()).isEqualTo(name);
		assertThat(transport.getServer()).isEqualTo("http://localhost:80");
		assertThat(transport.open(new Recorder())).isNotNull();
		write(this.http.take().begin(200), "o\n");
		assertHeard("opened");
		transport.release();
		BDDMockito.then(this.clients).should().release();
	}

	@Test
	void closedLinkDoesNotPollAgain() {
		Exchange poll = openPoll();
		end(poll);
		this.link.close(1000, "");
		this.loop.advance(Duration.ofSeconds(2));
		assertThat(this.http.size()).isZero();
		assertThat(this.heard).isEmpty();
	}

	@Test
	void closeCancelsWhatIsUnderWayAndIsSilent() {
		Exchange stream = openStream();
		this.link.send("x");
		Exchange message = this.http.take();
		this.link.close(1000, "");
		assertThat(stream.isCancelled()).isTrue();
		assertThat(stream.isBodyCancelled()).isTrue();
		assertThat(message.isCancelled()).isTrue();
		write(stream, "m\"1\"\n");
		this.loop.runQueued();
		assertThat(this.heard).isEmpty();
	}

	@Test
	void pausedLinkReadsNothingMoreAndStaysPausedOverPolls() {
		Exchange poll = openPoll();
		this.link.pause();
		write(poll, "m\"1\"\n");
		assertThat(poll.demand()).isZero();
		end(poll);
		Exchange next = this.http.take().begin(200);
		write(next, "m\"2\"\n");
		assertThat(next.demand()).isZero();
		this.link.resume();
		assertThat(next.demand()).isOne();
		end(next);
		Exchange last = this.http.take().begin(200);
		write(last, "m\"3\"\n");
		assertThat(last.demand()).isOne();
	}

	@Test
	void anotherListenerTakesOver() {
		Exchange stream = openStream();
		List<String> other = new ArrayList<>();
		this.link.handOver(new Recorder(other));
		write(stream, "m\"1\"\n");
		assertThat(this.heard).isEmpty();
		assertThat(other).containsExactly("received 1");
	}

	@Test
	void endOfAnEarlierPollIsIgnored() {
		Exchange first = open(false).begin(200);
		write(first, "o\n");
		end(first);
		this.heard.clear();
		first.fail(new IllegalStateException("late"));
		this.loop.runQueued();
		assertThat(this.heard).isEmpty();
	}

	/**
	 * Writes down what the link reports, and closes the link on request.
	 */
	private final class Recorder implements LinkListener {

		private final List<String> events;

		private Recorder() {
			this(HttpLinkFramesTests.this.heard);
		}

		private Recorder(List<String> events) {
			this.events = events;
		}

		@Override
		public void opened() {
			this.events.add("opened");
		}

		@Override
		public void received(byte[] bytes, int offset, int length) {
			boolean close = this.events.contains("close");
			this.events.add("received " + new String(bytes, offset, length, StandardCharsets.UTF_8));
			if (close) {
				HttpLinkFramesTests.this.link.close(1000, "");
			}
		}

		@Override
		public void alive() {
			this.events.add("alive");
		}

		@Override
		public void discarded(String reason) {
			this.events.add("discarded " + reason);
		}

		@Override
		public void ended(LinkEnd end) {
			this.events.add("ended " + end.code() + " " + end.describe());
		}

	}

}
