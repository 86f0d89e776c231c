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

package dev.pusherspring.listener.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.batch.BatchListenerFailedException;
import dev.pusherspring.listener.batch.UnreadableEventsException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerInvoker} with batches.
 */
@Timeout(20)
class ListenerInvokerBatchTests {

	private static final RetrySettings TWICE = new RetrySettings(2, Duration.ZERO, 1, Duration.ofMillis(1));

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final DeliveryWatch watch = new DeliveryWatch();

	private final List<String> log = new ArrayList<>();

	// what the calls throw, one after the other
	private final Queue<Throwable> failures = new LinkedList<>();

	private final ListenerInvoker invoker = new ListenerInvoker(
			(listener, event, cause) -> this.log.add("handled " + text(event)),
			(listener, event, cause) -> this.log.add("recovered " + text(event)), TWICE,
			new SlowListenerWarning(Duration.ofSeconds(1), System::nanoTime), this.watch);

	@Test
	void failureOfTheFirstMessageIsRepeatedWithTheWholeBatch() {
		serve("a b", failedAt(0), failedAt(0));
		assertThat(this.log).containsExactly("call a b", "call a b", "handled a", "recovered a", "call b");
		assertThat(this.watch.getFailed()).isEqualTo(1);
	}

	@Test
	void listenerThatGotFurtherHasAllAttemptsForTheNextMessage() {
		serve("a b c", failedAt(0), failedAt(1), failedAt(0));
		assertThat(this.log).containsExactly("call a b c", "call a b c", "call b c", "handled b", "recovered b",
				"call c");
	}

	@Test
	void messageAfterOneThatWasGivenUpHasAllAttempts() {
		serve("a b", failedAt(0), failedAt(0), failedAt(0));
		assertThat(this.log).containsExactly("call a b", "call a b", "handled a", "recovered a", "call b", "call b");
	}

	@Test
	void batchIsOverWhenItsLastMessageIsGivenUp() {
		serve("a b", failedAt(1), failedAt(0));
		assertThat(this.log).containsExactly("call a b", "call b", "handled b", "recovered b");
	}

	@Test
	void positionOutsideTheBatchIsAFailureOfTheWholeBatch() {
		for (int index : new int[] { -1, 2 }) {
			this.log.clear();
			serve("a b", failedAt(index), failedAt(index));
			assertThat(this.log).containsExactly("call a b", "call a b", "handled a b", "recovered a", "recovered b");
		}
		assertThat(this.watch.getFailed()).isEqualTo(4);
	}

	@Test
	void failureWithoutACauseIsRepeated() {
		serve("a b", new BatchListenerFailedException(1, null));
		assertThat(this.log).containsExactly("call a b", "call b");
	}

	@Test
	void messageWhoseFailureCannotPassIsGivenUpAtOnce() {
		serve("a b c", new BatchListenerFailedException(1, new StackOverflowError()));
		assertThat(this.log).containsExactly("call a b c", "handled b", "recovered b", "call c");
	}

	@Test
	void interruptedListenerIsNotCalledAgain() {
		serve("a b c", new BatchListenerFailedException(1, new InterruptedException()));
		assertThat(this.log).containsExactly("call a b c", "handled b c", "recovered b", "recovered c");
	}

	@Test
	void messagesThatCannotBeReadAreGivenUpWithoutTheOthers() {
		serve("a b c", unreadable(0, 2));
		assertThat(this.log).containsExactly("call a b c", "handled a", "recovered a", "handled c", "recovered c",
				"call b");
		assertThat(this.watch.getFailed()).isEqualTo(2);
	}

	@Test
	void nothingIsCalledAgainIfNoMessageCanBeRead() {
		serve("a b", unreadable(0, 1));
		assertThat(this.log).containsExactly("call a b", "handled a", "recovered a", "handled b", "recovered b");
	}

	@Test
	void interceptorThatSwallowsFailuresDoesNotKeepTheOthersFromTheListener() {
		this.invoker.add((listener, event, call) -> {
			try {
				call.proceed();
			}
			catch (UnreadableEventsException ex) {
				this.log.add("swallowed");
			}
		});
		serve("a b", unreadable(0));
		assertThat(this.log).containsExactly("call a b", "handled a", "recovered a", "swallowed", "call b");
		this.log.clear();
		serve("a", unreadable(0));
		assertThat(this.log).containsExactly("call a", "handled a", "recovered a", "swallowed");
	}

	@Test
	void unreadablePositionOutsideTheBatchIsAFailureOfTheWholeBatch() {
		for (int index : new int[] { -1, 2 }) {
			this.log.clear();
			serve("a b", unreadable(index), unreadable(index));
			assertThat(this.log).containsExactly("call a b", "call a b", "handled a b", "recovered a", "recovered b");
		}
	}

	@Test
	void failureThatIsRepeatedDoesNotDelayTheMessagesBehindOneThatCannotBeRead() {
		List<Duration> delays = new ArrayList<>();
		ListenerInvoker scheduling = new ListenerInvoker((listener, event, cause) -> {
		}, (listener, event, cause) -> {
		}, TWICE.withMaxDelay(Duration.ofHours(1)).withInitialDelay(Duration.ofHours(1)),
				new SlowListenerWarning(Duration.ofSeconds(1), System::nanoTime), this.watch);
		scheduling.repeatWith((event, delay, task) -> {
			delays.add(delay);
			task.run();
		});
		this.failures.addAll(List.of(new IllegalStateException(), unreadable(0)));
		scheduling.serve(listener(), batch("a b"));
		assertThat(this.log).containsExactly("call a b", "call a b", "call b");
		assertThat(delays).containsExactly(Duration.ofHours(1));
	}

	private void serve(String events, Throwable... failures) {
		this.failures.addAll(Arrays.asList(failures));
		this.invoker.serve(listener(), batch(events));
		assertThat(this.failures).isEmpty();
	}

	private PusherListenerEndpoint listener() {
		return PusherListenerEndpoint.builder("batch", this::call)
			.channels("*")
			.ordered(false)
			.batch((settings) -> settings)
			.build();
	}

	private void call(PusherChannelEvent event) throws Throwable {
		this.log.add("call " + text(event));
		Throwable failure = this.failures.poll();
		if (failure != null) {
			throw failure;
		}
	}

	private static BatchListenerFailedException failedAt(int index) {
		return new BatchListenerFailedException(index, new IllegalStateException("no"));
	}

	private static UnreadableEventsException unreadable(int... positions) {
		TreeMap<Integer, RuntimeException> causes = new TreeMap<>();
		for (int position : positions) {
			causes.put(position, new IllegalArgumentException("unreadable"));
		}
		return new UnreadableEventsException(causes);
	}

	private PusherBatchEvent batch(String events) {
		return new PusherBatchEvent(Arrays.stream(events.split(" ")).map(this::message).toList());
	}

	private PusherMessageEvent message(@Nullable String data) {
		return new PusherMessageEvent(this.client, "orders", "placed", data, null, JsonMapper.shared());
	}

	private static String text(PusherChannelEvent event) {
		return (event instanceof PusherBatchEvent batch)
				? batch.getEvents().stream().map(PusherMessageEvent::getData).collect(Collectors.joining(" "))
				: String.valueOf(((PusherMessageEvent) event).getData());
	}

}
