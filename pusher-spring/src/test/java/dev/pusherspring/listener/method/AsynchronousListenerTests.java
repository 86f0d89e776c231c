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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.CoroutineSingletons;
import kotlinx.coroutines.DelayKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalAnswers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for methods that return before they are done: what they do is part of the call.
 */
@Timeout(30)
class AsynchronousListenerTests {

	@ParameterizedTest
	@ValueSource(classes = { Stages.class, Futures.class, Monos.class, Fluxes.class, Publishers.class, Suspending.class,
			Asynchronous.class, Undeclared.class })
	void theCallLastsUntilTheMethodIsDone(Class<? extends Worker> type) {
		try (ListeningContext context = ListeningContext.of(type)) {
			context.send("orders", "placed", "first");
			context.send("orders", "placed", "second");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(type).done()).containsExactly("first", "second");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Stages.class, Futures.class, Monos.class, Fluxes.class, Publishers.class, Suspending.class,
			Asynchronous.class, Undeclared.class })
	void whatFailsLaterIsAFailureOfTheCall(Class<? extends Worker> type) {
		try (ListeningContext context = ListeningContext.of(type)) {
			context.send("orders", "placed", "bad");
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(IllegalArgumentException.class).hasMessage("bad"));
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Stages.class, Futures.class, Monos.class, Fluxes.class, Suspending.class })
	void nothingToWaitForIsDone(Class<? extends Worker> type) {
		try (ListeningContext context = ListeningContext.of(type)) {
			context.send("orders", "placed", "nothing");
			assertThat(context.failures()).isEmpty();
		}
	}

	@Test
	void interruptEndsTheWaitAndCancels() throws Exception {
		try (ListeningContext context = ListeningContext.of(Endless.class)) {
			Thread thread = new Thread(() -> context.send("orders", "placed", "x"));
			thread.start();
			Endless listener = context.bean(Endless.class);
			assertThat(listener.begun.await(10, TimeUnit.SECONDS)).isTrue();
			thread.interrupt();
			thread.join(10_000);
			assertThat(thread.isAlive()).isFalse();
			assertThat(listener.cancelled).isTrue();
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(InterruptedException.class));
		}
	}

	@Test
	void interruptEndsTheWaitForASuspendFunction() throws Exception {
		try (ListeningContext context = ListeningContext.of(EndlessSuspending.class)) {
			Thread thread = new Thread(() -> context.send("orders", "placed", "x"));
			thread.start();
			assertThat(context.bean(EndlessSuspending.class).begun.await(10, TimeUnit.SECONDS)).isTrue();
			thread.interrupt();
			thread.join(10_000);
			assertThat(thread.isAlive()).isFalse();
			assertThat(context.failures()).hasSize(1);
		}
	}

	@Test
	void stageNeedNotBeAFuture() {
		try (ListeningContext context = ListeningContext.of(ForeignStages.class)) {
			context.send("orders", "placed", "first");
			context.send("orders", "placed", "second");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(ForeignStages.class).done()).containsExactly("first", "second");
			context.send("orders", "placed", "bad");
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(IllegalArgumentException.class).hasMessage("bad"));
		}
	}

	@Test
	void asyncWithoutResultIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(AsyncVoid.class))
			.withMessageContaining("@Async")
			.havingRootCause()
			.isInstanceOfSatisfying(InvalidPusherListenerException.class,
					(ex) -> assertThat(ex.getAction()).contains("CompletableFuture"));
	}

	@Test
	void typeThatCannotBeAwaitedIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(Jobs.class))
			.withMessageContaining("kotlinx.coroutines.Job")
			.withMessageContaining("cannot be awaited");
	}

	abstract static class Worker {

		private final List<String> done = Collections.synchronizedList(new ArrayList<>());

		List<String> done() {
			return this.done;
		}

		void work(String text) {
			if (text.equals("bad")) {
				throw new IllegalArgumentException("bad");
			}
			if (text.equals("first")) {
				// so that whoever does not wait is seen
				for (int i = 0; i < 100; i++) {
					Thread.yield();
				}
			}
			this.done.add(text);
		}

		CompletableFuture<Void> workLater(String text) {
			Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
			return CompletableFuture.runAsync(() -> work(text), later);
		}

	}

	static class Stages extends Worker {

		@PusherListener(channels = "orders")
		CompletionStage<Void> on(String text) {
			return text.equals("nothing") ? null : workLater(text);
		}

	}

	static class ForeignStages extends Worker {

		@SuppressWarnings("unchecked")
		@PusherListener(channels = "orders")
		CompletionStage<Void> on(String text) {
			CompletionStage<Void> stage = Mockito.mock(CompletionStage.class,
					AdditionalAnswers.delegatesTo(workLater(text)));
			BDDMockito.willThrow(UnsupportedOperationException.class).given(stage).toCompletableFuture();
			return stage;
		}

	}

	static class Futures extends Worker {

		@PusherListener(channels = "orders")
		Future<?> on(String text) {
			if (text.equals("nothing")) {
				return null;
			}
			FutureTask<Void> task = new FutureTask<>(() -> work(text), null);
			CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(task);
			return task;
		}

	}

	static class Monos extends Worker {

		@PusherListener(channels = "orders")
		Mono<Void> on(String text) {
			return text.equals("nothing") ? Mono.empty() : Mono.defer(() -> Mono.fromFuture(workLater(text)));
		}

	}

	static class Fluxes extends Worker {

		@PusherListener(channels = "orders")
		Flux<Integer> on(String text) {
			return text.equals("nothing") ? Flux.empty() : Flux.range(1, 3)
				.concatMap(
						(number) -> (number == 3) ? Mono.fromFuture(workLater(text)).thenReturn(3) : Mono.just(number));
		}

	}

	static class Publishers extends Worker {

		@PusherListener(channels = "orders")
		Flow.Publisher<String> on(String text) {
			return (subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
					workLater(text).whenComplete((nothing, ex) -> {
						if (ex != null) {
							subscriber.onError(ex.getCause());
						}
						else {
							subscriber.onNext("done");
							subscriber.onComplete();
						}
					});
				}

				@Override
				public void cancel() {
				}

			});
		}

	}

	/**
	 * What the Kotlin compiler makes of a suspend function.
	 */
	static class Suspending extends Worker {

		@PusherListener(channels = "orders")
		Object on(String text, Continuation<? super kotlin.Unit> continuation) {
			if (text.equals("nothing")) {
				return kotlin.Unit.INSTANCE;
			}
			workLater(text).whenComplete((nothing, ex) -> continuation
				.resumeWith((ex != null) ? ResultKt.createFailure(ex.getCause()) : kotlin.Unit.INSTANCE));
			return CoroutineSingletons.COROUTINE_SUSPENDED;
		}

	}

	@EnableAsync
	static class Asynchronous extends Worker {

		@Async
		@PusherListener(channels = "orders")
		CompletableFuture<Void> on(String text) {
			return workLater(text);
		}

		@Bean
		static Executor taskExecutor() {
			return new SimpleAsyncTaskExecutor();
		}

	}

	static class Undeclared extends Worker {

		@PusherListener(channels = "orders")
		Object on(String text) {
			return workLater(text);
		}

	}

	static class Endless {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final AtomicBoolean cancelled = new AtomicBoolean();

		@PusherListener(channels = "orders")
		Mono<Void> on(String text) {
			return Mono.<Void>never()
				.doOnSubscribe((subscription) -> this.begun.countDown())
				.doOnCancel(() -> this.cancelled.set(true));
		}

	}

	static class EndlessSuspending {

		private final CountDownLatch begun = new CountDownLatch(1);

		@PusherListener(channels = "orders")
		Object on(String text, Continuation<?> continuation) {
			this.begun.countDown();
			return DelayKt.awaitCancellation(continuation);
		}

	}

	static class AsyncVoid {

		@Async
		@PusherListener(channels = "orders")
		void on(String text) {
		}

	}

	static class Jobs {

		@PusherListener(channels = "orders")
		kotlinx.coroutines.Job on(String text) {
			throw new IllegalStateException("Never called");
		}

	}

}
