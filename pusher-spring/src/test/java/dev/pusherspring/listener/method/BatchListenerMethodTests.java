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

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.batch.BatchListenerFailedException;
import dev.pusherspring.listener.batch.UnreadableEventsException;
import dev.pusherspring.listener.method.argument.ListenerArgumentFactory;
import dev.pusherspring.listener.method.result.ListenerResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BatchListenerMethod}: which message of a batch a failure refers to
 * when a condition leaves some of them out.
 */
class BatchListenerMethodTests {

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final Numbers bean = new Numbers();

	private final BatchListenerMethod method = method();

	private BatchListenerMethod method() {
		Method method = ReflectionUtils.findMethod(Numbers.class, "on", List.class);
		assertThat(method).isNotNull();
		ListenerCall call = new ListenerCall(method, TargetBean.of(method, this.bean), ListenerResult.of(method, null));
		return new BatchListenerMethod(
				call, new ListenerArgumentFactory(this.beans).createBatch(method, Numbers.class, "numbers",
						List.of("orders"), List.of()),
				new ListenerCondition("#payload % 2 == 1", List.of(), this.beans));
	}

	@Test
	void messagesThatDoNotMeetTheConditionAreLeftOut() throws Throwable {
		this.method.handle(batch());
		assertThat(this.bean.heard).containsExactly(1, 3, 5);
		assertThat(this.method).hasToString(Numbers.class.getName() + ".on");
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "1, 3", "2, 5" })
	void indexOfAFailureIsThatOfTheWholeBatch(int index, int expected) {
		this.bean.failure = new BatchListenerFailedException(index, new IllegalStateException("broken"));
		assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> this.method.handle(batch()))
			.satisfies((ex) -> assertThat(ex.getIndex()).isEqualTo(expected))
			.havingCause()
			.withMessage("broken");
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 4 })
	void indexBeyondTheMessagesOfTheMethodStaysAsItIs(int index) {
		BatchListenerFailedException failure = new BatchListenerFailedException(index, new IllegalStateException());
		this.bean.failure = failure;
		assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> this.method.handle(batch()))
			.isSameAs(failure);
	}

	@Test
	void aNumberOutOfRangeIsAFailureOfItsMessageOnly() {
		Method method = ReflectionUtils.findMethod(Prices.class, "on", List.class);
		assertThat(method).isNotNull();
		BatchListenerMethod prices = new BatchListenerMethod(
				new ListenerCall(method, TargetBean.of(method, new Prices()), ListenerResult.of(method, null)),
				new ListenerArgumentFactory(this.beans).createBatch(method, Prices.class, "prices", List.of("orders"),
						List.of()),
				null);
		PusherBatchEvent batch = new PusherBatchEvent(Stream.of("1.5", "1e99999999999", "2.5")
			.map((data) -> new PusherMessageEvent(this.client, "orders", "price", data, null, JsonMapper.shared()))
			.toList());
		assertThatExceptionOfType(UnreadableEventsException.class).isThrownBy(() -> prices.handle(batch))
			.satisfies((ex) -> assertThat(ex.getCauses()).containsOnlyKeys(1));
	}

	// 0 1 2 3 4 5, of which the method receives 1 3 5
	private PusherBatchEvent batch() {
		return new PusherBatchEvent(IntStream.range(0, 6)
			.mapToObj((number) -> new PusherMessageEvent(this.client, "orders", "number", String.valueOf(number), null,
					JsonMapper.shared()))
			.toList());
	}

	static class Numbers {

		private final List<Integer> heard = new ArrayList<>();

		private RuntimeException failure;

		void on(List<Integer> numbers) {
			if (this.failure != null) {
				throw this.failure;
			}
			this.heard.addAll(numbers);
		}

	}

	static class Prices {

		void on(List<BigDecimal> prices) {
			throw new AssertionError("Called with " + prices);
		}

	}

}
