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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpLines}.
 */
class HttpLinesTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	private final List<@Nullable String> lines = new ArrayList<>();

	private final Flow.Subscription subscription = Mockito.mock(Flow.Subscription.class);

	private final HttpLines subscriber = new HttpLines(this.loop, 5, this.lines::add);

	@BeforeEach
	void subscribe() {
		this.subscriber.onSubscribe(this.subscription);
	}

	@Test
	void linesAreCompleteAtTheirEnd() {
		write("ab", "c\n\nde");
		assertThat(this.lines).containsExactly("abc", "");
		write("f\n");
		assertThat(this.lines).containsExactly("abc", "", "def");
	}

	@Test
	void characterMayBeCutInTwo() {
		byte[] euro = "\u20ac\n".getBytes(StandardCharsets.UTF_8);
		this.subscriber.onNext(List.of(ByteBuffer.wrap(euro, 0, 1)));
		this.subscriber.onNext(List.of(ByteBuffer.wrap(euro, 1, 1), ByteBuffer.wrap(euro, 2, 2)));
		this.loop.runQueued();
		assertThat(this.lines).containsExactly("\u20ac");
	}

	@Test
	void lineOfTheMaximumLengthIsTakenAndALongerOneIsSkipped() {
		write("12345\n123456\n1234567890\n12\n");
		assertThat(this.lines).containsExactly("12345", null, null, "12");
	}

	@Test
	void linesArriveOnTheEventLoop() {
		this.subscriber.onNext(List.of(ByteBuffer.wrap("a\n".getBytes(StandardCharsets.UTF_8))));
		assertThat(this.lines).isEmpty();
		this.loop.runQueued();
		assertThat(this.lines).containsExactly("a");
	}

	@Test
	void nextBytesAreRequestedWhenTheLinesHaveBeenProcessed() {
		requested(1);
		this.subscriber.onNext(List.of(ByteBuffer.wrap("a\n".getBytes(StandardCharsets.UTF_8))));
		requested(1);
		this.loop.runQueued();
		requested(2);
	}

	@Test
	void pausedReaderRequestsNothing() {
		this.subscriber.pause();
		write("a\n");
		requested(1);
		this.subscriber.resume();
		requested(2);
		this.subscriber.resume();
		requested(2);
	}

	@Test
	void pauseWithoutBytesRequestsNothingAfterwards() {
		this.subscriber.pause();
		this.subscriber.resume();
		requested(1);
		write("a\n");
		requested(2);
	}

	private void requested(int times) {
		Mockito.verify(this.subscription, Mockito.times(times)).request(1);
	}

	@Test
	void bodyIsCompleteAfterItsLines() {
		this.subscriber.onNext(List.of(ByteBuffer.wrap("a\n".getBytes(StandardCharsets.UTF_8))));
		this.subscriber.onComplete();
		assertThat(this.subscriber.getBody().toCompletableFuture()).isNotDone();
		this.loop.runQueued();
		assertThat(this.lines).containsExactly("a");
		assertThat(this.subscriber.getBody().toCompletableFuture()).isCompleted();
	}

	@Test
	void bodyThatBreaksFails() {
		this.subscriber.onError(new IllegalStateException("broken"));
		assertThat(this.subscriber.getBody().toCompletableFuture()).isNotDone();
		this.loop.runQueued();
		assertThat(this.subscriber.getBody().toCompletableFuture()).isCompletedExceptionally();
	}

	@Test
	void cancelEndsTheSubscription() {
		new HttpLines(this.loop, 5, this.lines::add).cancel();
		Mockito.verify(this.subscription, Mockito.never()).cancel();
		this.subscriber.cancel();
		Mockito.verify(this.subscription).cancel();
	}

	private void write(String... parts) {
		for (String part : parts) {
			this.subscriber.onNext(List.of(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8))));
		}
		this.loop.runQueued();
	}

}
