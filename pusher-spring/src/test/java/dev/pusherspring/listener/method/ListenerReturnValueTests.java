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

package dev.pusherspring.listener.method;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.method.result.ListenerReturnValueHandler;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ListenerReturnValueHandler}.
 */
@Timeout(30)
class ListenerReturnValueTests {

	@Test
	void resultIsHandledOnceItIsThere() {
		assertThat(handled("plain")).containsExactly("plain x");
		assertThat(handled("future")).containsExactly("future x");
		assertThat(handled("mono")).containsExactly("mono x");
		assertThat(handled("suspending")).containsExactly("suspending x");
		assertThat(handled("undeclared")).containsExactly("undeclared x");
		assertThat(handled("optional")).containsExactly("optional x");
	}

	@Test
	void valuesOfAPublisherAreHandledOneByOne() {
		assertThat(handled("flux")).containsExactly("1", "2", "3");
		assertThat(handled("publisher")).containsExactly("1", "2", "3");
	}

	@Test
	void nothingIsNotHandled() {
		assertThat(handled("nothing")).isEmpty();
		assertThat(handled("later")).isEmpty();
		assertThat(handled("empty")).isEmpty();
		assertThat(handled("absent")).isEmpty();
		assertThat(handled("unit")).isEmpty();
	}

	@Test
	void resultThatNobodySupportsIsIgnored() {
		assertThat(handled("silent")).isEmpty();
	}

	@Test
	void annotationOfAnInterfaceIsSeen() {
		assertThat(handled("contract")).containsExactly("contract x");
	}

	@Test
	void firstHandlerThatSupportsTheMethodIsAsked() {
		try (ListeningContext context = ListeningContext.of(Last.class, Replies.class, Answers.class)) {
			context.send("orders", "plain", "x");
			assertThat(context.bean(Replies.class).results).hasSize(1);
			assertThat(context.bean(Last.class).called).isFalse();
		}
	}

	@Test
	void failureOfTheHandlerIsOneOfTheListener() {
		try (ListeningContext context = ListeningContext.of(Replies.class, Answers.class)) {
			context.send("orders", "plain", "bad");
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(IllegalArgumentException.class));
		}
	}

	@Test
	void publisherIsAskedForNoMoreThanTheHandlerTakesAndIsCancelledWhenItFails() {
		try (ListeningContext context = ListeningContext.of(Replies.class, Answers.class)) {
			context.send("orders", "endless", "x");
			assertThat(context.failures()).hasSize(1);
			Answers answers = context.bean(Answers.class);
			assertThat(answers.requested).hasValue(3);
			assertThat(answers.cancelled).isTrue();
		}
	}

	@Test
	void handlerMayRefuseAMethodAtStart() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> ListeningContext.of(Replies.class, WithoutResult.class))
			.withMessageContaining("'void'");
	}

	private static List<String> handled(String event) {
		try (ListeningContext context = ListeningContext.of(Replies.class, Answers.class)) {
			context.send("orders", event, "x");
			assertThat(context.failures()).isEmpty();
			return context.bean(Replies.class).results;
		}
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Reply {

	}

	@Order(1)
	static class Replies implements ListenerReturnValueHandler {

		private final List<String> results = new ArrayList<>();

		@Override
		public boolean supports(Method method) {
			boolean supported = AnnotatedElementUtils.hasAnnotation(method, Reply.class);
			if (supported && method.getReturnType() == void.class) {
				throw new IllegalStateException("nobody can reply 'void'");
			}
			return supported;
		}

		@Override
		public void handle(Object result, Method method, PusherChannelEvent event) {
			if (result.toString().endsWith("bad")) {
				throw new IllegalArgumentException();
			}
			assertThat(event.getChannel()).isEqualTo("orders");
			this.results.add(result.toString());
		}

	}

	@Order(2)
	static class Last implements ListenerReturnValueHandler {

		private boolean called;

		@Override
		public boolean supports(Method method) {
			return true;
		}

		@Override
		public void handle(Object result, Method method, PusherChannelEvent event) {
			this.called = true;
		}

	}

	interface Contract {

		@Reply
		@PusherListener(channels = "orders", events = "contract")
		String contract(String text);

	}

	static class Answers implements Contract {

		private final AtomicInteger requested = new AtomicInteger();

		private final AtomicBoolean cancelled = new AtomicBoolean();

		@Reply
		@PusherListener(channels = "orders", events = "plain")
		String plain(String text) {
			return "plain " + text;
		}

		@Reply
		@PusherListener(channels = "orders", events = "future")
		CompletableFuture<String> future(String text) {
			return CompletableFuture.supplyAsync(() -> "future " + text,
					CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
		}

		@Reply
		@PusherListener(channels = "orders", events = "mono")
		Mono<String> mono(String text) {
			return Mono.fromFuture(() -> future(text)).map((result) -> "mono " + text);
		}

		@Reply
		@PusherListener(channels = "orders", events = "flux")
		Flux<Integer> flux(String text) {
			return Flux.range(1, 3);
		}

		@Reply
		@PusherListener(channels = "orders", events = "publisher")
		Flow.Publisher<Integer> publisher(String text) {
			SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
			CompletableFuture.runAsync(() -> {
				while (!publisher.hasSubscribers()) {
					Thread.onSpinWait();
				}
				List.of(1, 2, 3).forEach(publisher::submit);
				publisher.close();
			});
			return publisher;
		}

		@Reply
		@PusherListener(channels = "orders", events = "suspending")
		Object suspending(String text, Continuation<? super String> continuation) {
			return "suspending " + text;
		}

		@Reply
		@PusherListener(channels = "orders", events = "undeclared")
		Object undeclared(String text) {
			return CompletableFuture.completedFuture("undeclared " + text);
		}

		@Reply
		@PusherListener(channels = "orders", events = "optional")
		CompletableFuture<Optional<String>> optional(String text) {
			return CompletableFuture.completedFuture(Optional.of("optional " + text));
		}

		@Reply
		@PusherListener(channels = "orders", events = "nothing")
		String nothing(String text) {
			return null;
		}

		@Reply
		@PusherListener(channels = "orders", events = "later")
		CompletableFuture<String> nothingLater(String text) {
			return CompletableFuture.completedFuture(null);
		}

		@Reply
		@PusherListener(channels = "orders", events = "empty")
		Mono<String> empty(String text) {
			return Mono.empty();
		}

		@Reply
		@PusherListener(channels = "orders", events = "absent")
		Optional<String> absent(String text) {
			return Optional.empty();
		}

		@Reply
		@PusherListener(channels = "orders", events = "unit")
		Object unit(String text, Continuation<? super Unit> continuation) {
			return Unit.INSTANCE;
		}

		@PusherListener(channels = "orders", events = "silent")
		String silent(String text) {
			return text;
		}

		@Reply
		@PusherListener(channels = "orders", events = "endless")
		Flux<String> endless(String text) {
			return Flux.<String, Integer>generate(() -> 1, (number, sink) -> {
				sink.next((number == 3) ? "bad" : "good");
				return number + 1;
			}).doOnRequest((count) -> this.requested.addAndGet((int) count)).doOnCancel(() -> this.cancelled.set(true));
		}

		@Override
		public String contract(String text) {
			return "contract " + text;
		}

	}

	static class WithoutResult {

		@Reply
		@PusherListener(channels = "orders")
		void on(String text) {
		}

	}

}
