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

package dev.pusherspring.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.Assert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.publish.ApiServer.Request;
import dev.pusherspring.publish.AsyncPusherTemplate.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AsyncPusherTemplate}.
 */
@Timeout(30)
class AsyncPusherTemplateTests {

	private static final String OK = ApiServer.answer("200 OK", "{}");

	private static final JsonMapper mapper = new JsonMapper();

	@Test
	void eventsOfAChannelStayInOrder() {
		try (ApiServer server = new ApiServer((request) -> OK);
				AsyncPusherTemplate template = template(server, 8, 10_000)) {
			List<CompletableFuture<?>> results = new ArrayList<>();
			for (int i = 0; i < 400; i++) {
				results.add((i % 10 == 0) ? template.trigger(List.of("c0", "c1", "c2", "c3", "c4"), "e", i)
						: template.trigger("c" + i % 5, "e", i));
			}
			CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).join();
			Map<String, List<Integer>> published = published(server);
			assertThat(published).hasSize(5).allSatisfy((channel, numbers) -> assertThat(numbers).isSorted());
			assertThat(published.get("c1")).contains(0, 1, 6, 10, 391);
			assertThat(template.getPending()).isZero();
		}
	}

	@Test
	void channelsDoNotWaitForEachOther() {
		CountDownLatch end = new CountDownLatch(1);
		try (ApiServer server = new ApiServer((request) -> request.body().contains("\"slow\"") ? waitFor(end) : OK);
				AsyncPusherTemplate template = template(server, 2, 100)) {
			CompletableFuture<Void> slow = template.trigger("slow", "e", 1);
			CompletableFuture<Void> behind = template.trigger("slow", "e", 2);
			template.trigger("fast", "e", 3).join();
			assertThat(slow).isNotDone();
			assertThat(behind).isNotDone();
			end.countDown();
			behind.join();
		}
	}

	@Test
	void failureDoesNotHoldUpWhatFollows() {
		try (ApiServer server = new ApiServer(
				(request) -> request.body().contains("bad") ? ApiServer.answer("400 Bad Request", "") : OK);
				AsyncPusherTemplate template = template(server, 2, 100)) {
			CompletableFuture<Void> bad = template.trigger("a", "bad", 1);
			template.trigger("a", "good", 2).join();
			assertThatExceptionOfType(CompletionException.class).isThrownBy(bad::join)
				.withCauseInstanceOf(PublishRejectedException.class);
			assertThat(template.trigger("a b", "e", 1)).isCompletedExceptionally();
			assertThat(template.sendToUser("u".repeat(200), "e", 1)).isCompletedExceptionally();
			assertThat(template.triggerBatch(List.of(PusherMessage.of("a b", "e", 1)))).isCompletedExceptionally();
		}
	}

	@Test
	void moreThanMayWaitIsRefused() {
		CountDownLatch end = new CountDownLatch(1);
		try (ApiServer server = new ApiServer((request) -> waitFor(end));
				AsyncPusherTemplate template = template(server, 1, 3)) {
			List<CompletableFuture<Void>> taken = IntStream.range(0, 3)
				.mapToObj((i) -> template.trigger("a", "e", i))
				.toList();
			assertThatExceptionOfType(CompletionException.class).isThrownBy(template.trigger("b", "e", 3)::join)
				.havingCause()
				.isInstanceOfSatisfying(PublishFailedException.class, (ex) -> assertThat(ex.isAmbiguous()).isFalse())
				.withMessageContaining("the queue is full with 3 publications");
			end.countDown();
			taken.forEach(CompletableFuture::join);
			template.trigger("b", "e", 4).join();
		}
	}

	@Test
	void dataIsWrittenBeforeTheCallReturns() {
		CountDownLatch end = new CountDownLatch(1);
		try (ApiServer server = new ApiServer((request) -> waitFor(end));
				AsyncPusherTemplate template = template(server, 1, 10)) {
			List<Integer> data = new ArrayList<>(List.of(1));
			template.trigger("a", "e", 0);
			CompletableFuture<Void> result = template.trigger("a", "e", data);
			data.add(2);
			end.countDown();
			result.join();
			assertThat(mapper.readTree(server.getRequests().get(1).body()).get("data").asString()).isEqualTo("[1]");
		}
	}

	@Test
	void closingPublishesWhatWaits() {
		ApiServer server = new ApiServer((request) -> OK);
		AsyncPusherTemplate template = template(server, 1, 100);
		List<CompletableFuture<Void>> results = IntStream.range(0, 50)
			.mapToObj((i) -> template.trigger("a", "e", i))
			.toList();
		template.close();
		assertThat(results).allSatisfy((result) -> assertThat(result).isCompleted());
		assertThat(server.getRequests()).hasSize(50);
		assertThat(template.trigger("a", "e", 1)).isCompletedExceptionally();
		server.close();
	}

	@Test
	void closingWaitsForWhatCallersDoAfterwards() throws Exception {
		CountDownLatch attached = new CountDownLatch(1);
		try (ApiServer server = new ApiServer((request) -> waitFor(attached))) {
			AsyncPusherTemplate template = template(server, 1, 10);
			CountDownLatch published = new CountDownLatch(1);
			CountDownLatch end = new CountDownLatch(1);
			CompletableFuture<Boolean> noted = template.trigger("a", "e", 1).thenApply((nothing) -> {
				published.countDown();
				return waitFor(end).equals(OK) && !Thread.interrupted();
			});
			attached.countDown();
			assertThat(published.await(10, TimeUnit.SECONDS)).isTrue();
			Thread closing = threads().newThread(template::close);
			closing.start();
			Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
			assertThat(template.trigger("b", "e", 2)).isCompletedExceptionally();
			end.countDown();
			closing.join(10_000);
			assertThat(closing.isAlive()).isFalse();
			assertThat(noted).isCompletedWithValue(true);
		}
	}

	@Test
	void callerMayCloseWhenAnEventHasBeenPublished() throws Exception {
		CountDownLatch attached = new CountDownLatch(1);
		try (ApiServer server = new ApiServer((request) -> waitFor(attached))) {
			AsyncPusherTemplate template = template(server, 1, 10);
			CompletableFuture<Void> closed = template.trigger("a", "e", 1).thenRun(template::close);
			attached.countDown();
			closed.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void closingDoesNotWaitForever() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (ApiServer server = new ApiServer((request) -> waitFor(end))) {
			AsyncPusherTemplate template = new AsyncPusherTemplate(
					new PusherTemplate(server.options().build(), ApiServer.requestFactory(), mapper),
					new Settings(1, 10, Duration.ofMillis(100)), threads(), null);
			CompletableFuture<Void> started = template.trigger("a", "e", 1);
			CompletableFuture<Void> waiting = template.trigger("a", "e", 2);
			CompletableFuture<Void> elsewhere = template.trigger("b", "e", 2);
			template.close();
			assertThat(waiting).isCompletedExceptionally();
			assertThat(elsewhere).isCompletedExceptionally();
			end.countDown();
			started.get(10, TimeUnit.SECONDS);
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@Test
	void decoratorTakesTheContextOfTheCallerAlong() {
		List<String> contexts = new CopyOnWriteArrayList<>();
		try (ApiServer server = new ApiServer((request) -> OK);
				AsyncPusherTemplate template = template(server, threads(), (task) -> {
					String caller = Thread.currentThread().getName();
					return () -> {
						contexts.add(caller);
						task.run();
					};
				})) {
			template.trigger("a", "e", 1).join();
			assertThat(contexts).containsExactly(Thread.currentThread().getName());
		}
	}

	@Test
	void decoratorThatThrowsFailsItsEventOnly() {
		AtomicInteger calls = new AtomicInteger();
		try (ApiServer server = new ApiServer((request) -> OK);
				AsyncPusherTemplate template = template(server, threads(), (task) -> {
					Assert.state(calls.incrementAndGet() > 1, "no context");
					return task;
				})) {
			assertNotSent(template.trigger("a", "e", 1), "the task decorator failed: ", "no context");
			template.trigger("a", "e", 2).join();
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@Test
	void decoratedTaskThatThrowsBeforePublishingFailsItsEventOnly() {
		AtomicInteger calls = new AtomicInteger();
		try (ApiServer server = new ApiServer((request) -> OK);
				AsyncPusherTemplate template = template(server, threads(), (task) -> () -> {
					Assert.state(calls.incrementAndGet() > 1, "no context");
					task.run();
				})) {
			assertNotSent(template.trigger("a", "e", 1), "the decorated task did not run it: ", "no context");
			template.trigger("a", "e", 2).join();
			assertThat(server.getRequests()).hasSize(1);
			assertThat(template.getPending()).isZero();
		}
	}

	@Test
	void decoratedTaskThatDoesNotPublishFailsItsEvent() {
		try (ApiServer server = new ApiServer((request) -> OK);
				AsyncPusherTemplate template = template(server, threads(), (task) -> () -> {
				})) {
			assertNotSent(template.trigger("a", "e", 1), "the decorated task did not run it");
			assertThat(template.getPending()).isZero();
		}
	}

	@Test
	void decoratedTaskThatThrowsAfterPublishingDoesNotFailItsEvent() {
		try (ApiServer server = new ApiServer((request) -> OK);
				AsyncPusherTemplate template = template(server, threads(), (task) -> () -> {
					task.run();
					throw new IllegalStateException("no context to restore");
				})) {
			template.trigger("a", "e", 1).join();
			template.trigger("a", "e", 2).join();
			assertThat(server.getRequests()).hasSize(2);
		}
	}

	@Test
	void threadThatCannotBeStartedFailsItsEventOnly() {
		AtomicInteger calls = new AtomicInteger();
		ThreadFactory threads = (task) -> {
			if (calls.incrementAndGet() == 1) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return threads().newThread(task);
		};
		try (ApiServer server = new ApiServer((request) -> OK);
				AsyncPusherTemplate template = template(server, threads, null)) {
			assertNotSent(template.trigger("a", "e", 1), "no thread could be started: ",
					"unable to create native thread");
			template.trigger("a", "e", 2).join();
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	private static void assertNotSent(CompletableFuture<Void> result, String... messages) {
		assertThat(result).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOfSatisfying(PublishFailedException.class, (ex) -> assertThat(ex.isAmbiguous()).isFalse())
			.withMessageStartingWith("PusherMessage[")
			.satisfies((ex) -> assertThat(ex).hasMessageContainingAll(messages));
	}

	private static String waitFor(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return OK;
	}

	private static Map<String, List<Integer>> published(ApiServer server) {
		Map<String, List<Integer>> published = new TreeMap<>();
		for (Request request : server.getRequests()) {
			JsonNode event = mapper.readTree(request.body());
			event.get("channels")
				.forEach((channel) -> published.computeIfAbsent(channel.asString(), (name) -> new ArrayList<>())
					.add(Integer.valueOf(event.get("data").asString())));
		}
		return published;
	}

	private static AsyncPusherTemplate template(ApiServer server, ThreadFactory threads,
			@Nullable TaskDecorator decorator) {
		return new AsyncPusherTemplate(new PusherTemplate(server.options().build(), ApiServer.requestFactory(), mapper),
				new Settings(1, 10, Duration.ofSeconds(1)), threads, decorator);
	}

	private static AsyncPusherTemplate template(ApiServer server, int concurrency, int capacity) {
		return new AsyncPusherTemplate(new PusherTemplate(server.options().build(), ApiServer.requestFactory(), mapper),
				new Settings(concurrency, capacity, Duration.ofSeconds(10)), threads(), null);
	}

	private static CustomizableThreadFactory threads() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("publish-");
		threads.setDaemon(true);
		return threads;
	}

}
