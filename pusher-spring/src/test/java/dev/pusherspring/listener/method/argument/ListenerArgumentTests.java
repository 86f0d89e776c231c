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

package dev.pusherspring.listener.method.argument;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerArgument}: what methods get for their parameters.
 */
class ListenerArgumentTests {

	@Test
	void optionalPayloadIsEmptyWithoutData() {
		assertThat(heard(Optionals.class, "{\"id\":7}", null, "null")).containsExactly(Optional.of(new Order(7)),
				Optional.empty(), Optional.empty());
	}

	@Test
	void payloadIsNullWithoutData() {
		assertThat(heard(Objects.class, "{\"id\":7}", null, "null")).containsExactly(new Order(7), null, null);
	}

	@Test
	void primitivePayloadIsRead() {
		assertThat(heard(Numbers.class, "7")).containsExactly(7);
	}

	@Test
	void primitivePayloadWithoutDataIsAnErrorThatNamesTheParameter() {
		try (ListeningContext context = ListeningContext.of(Numbers.class)) {
			context.send("orders", "counted", null);
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(PayloadConversionException.class)
					.hasMessageContaining("Parameter 'number' of @PusherListener method")
					.hasMessageContaining("event 'counted' on channel 'orders' has no data"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"seven\"", "{\"secret\":1}" })
	void primitivePayloadThatIsNoneIsAnErrorWithoutTheData(String data) {
		try (ListeningContext context = ListeningContext.of(Numbers.class)) {
			context.send("orders", "counted", data);
			assertThat(context.bean(Numbers.class).heard).isEmpty();
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(PayloadConversionException.class)
					.hasMessageContaining("cannot be read as int")
					.hasMessageNotContaining("secret")
					.hasMessageNotContaining("seven"));
		}
	}

	@Test
	void messageHasPayloadAndHeaders() {
		List<@Nullable Object> heard = heard(Messages.class, "{\"id\":7}");
		assertThat(heard).hasSize(4).allSatisfy((value) -> {
			Message<?> message = (Message<?>) value;
			assertThat(message).isNotNull();
			assertThat(message.getHeaders()).containsEntry(PusherHeaders.CHANNEL, "orders")
				.containsEntry(PusherHeaders.EVENT, "placed")
				.containsEntry(PusherHeaders.USER_ID, "user-1");
		});
		assertThat(heard).<Object>extracting((message) -> ((Message<?>) message).getPayload())
			.containsExactlyInAnyOrder(new Order(7), Map.of("id", 7), "{\"id\":7}", "{\"id\":7}");
	}

	@Test
	void messageOfGenericTypeIsRead() {
		List<@Nullable Object> heard = heard(ListMessages.class, "[{\"id\":7},{\"id\":8}]");
		assertThat(heard).singleElement()
			.isInstanceOfSatisfying(Message.class,
					(message) -> assertThat(message.getPayload()).isEqualTo(List.of(new Order(7), new Order(8))));
	}

	@Test
	void messageOfTextIsEmptyWithoutDataAndAnyOtherIsAnError() {
		try (ListeningContext context = ListeningContext.of(Messages.class)) {
			context.send("orders", "placed", null);
			assertThat(context.bean(Messages.class).heard).hasSize(2)
				.allSatisfy((message) -> assertThat(((Message<?>) message).getPayload()).isEqualTo(""));
			assertThat(context.failures()).hasSize(2).hasOnlyElementsOfType(PayloadConversionException.class);
		}
	}

	@Test
	void messageOfNewsAboutAChannelHasNoUser() {
		try (ListeningContext context = ListeningContext.of(NewsMessages.class)) {
			context.dispatch(new PusherCacheMissEvent(context.client(), "cache-orders"));
			assertThat(context.bean(NewsMessages.class).heard).singleElement()
				.isInstanceOfSatisfying(Message.class,
						(message) -> assertThat(message.getHeaders())
							.containsEntry(PusherHeaders.EVENT, "pusher:cache_miss")
							.doesNotContainKey(PusherHeaders.USER_ID));
		}
	}

	@Test
	void conditionSeesThePayloadOfAMessage() {
		assertThat(heard(ConditionalMessages.class, "{\"id\":7}", "{\"id\":70}")).singleElement()
			.isInstanceOfSatisfying(Message.class,
					(message) -> assertThat(message.getPayload()).isEqualTo(new Order(70)));
	}

	@Test
	void conditionSeesTheEvent() {
		try (ListeningContext context = ListeningContext.of(ConditionalEvents.class)) {
			context.send("orders-1", "placed", "1");
			context.send("orders-2", "placed", "2");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(ConditionalEvents.class).heard).containsExactly("2");
		}
	}

	@Test
	void parameterForAnotherKindOfEventIsNull() {
		try (ListeningContext context = ListeningContext.of(Kinds.class)) {
			context.dispatch(new PusherCacheMissEvent(context.client(), "cache-orders"));
			context.send("cache-orders", "placed", "1");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Kinds.class).heard).containsExactly("miss", "placed");
		}
	}

	@Test
	void textMayBeTakenInSeveralWays() {
		assertThat(heard(Texts.class, "hello, world")).hasSize(6).containsOnly("hello, world");
	}

	@Test
	void textIsAbsentWithoutData() {
		assertThat(heard(Texts.class, new String[] { null })).hasSize(6).containsOnlyNulls();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void emptyTextIsNoData(String data) {
		assertThat(heard(Objects.class, data)).containsExactly((Object) null);
		assertThat(heard(Optionals.class, data)).containsExactly(Optional.empty());
		assertThat(heard(Texts.class, data)).hasSize(6).containsOnly(data);
	}

	private static List<@Nullable Object> heard(Class<? extends Hearing> type, @Nullable String... data) {
		try (ListeningContext context = ListeningContext.of(type)) {
			Arrays.stream(data).forEach((text) -> context.send("orders", "placed", text));
			assertThat(context.failures()).isEmpty();
			return context.bean(type).heard;
		}
	}

	record Order(int id) {

	}

	abstract static class Hearing {

		final List<@Nullable Object> heard = new ArrayList<>();

	}

	static class Optionals extends Hearing {

		@PusherListener(channels = "orders")
		void on(Optional<Order> order) {
			this.heard.add(order);
		}

	}

	static class Objects extends Hearing {

		@PusherListener(channels = "orders")
		void on(@Nullable Order order) {
			this.heard.add(order);
		}

	}

	static class Numbers extends Hearing {

		@PusherListener(channels = "orders")
		void on(int number) {
			this.heard.add(number);
		}

	}

	static class Texts extends Hearing {

		@PusherListener(channels = "orders")
		void string(@Nullable String text) {
			this.heard.add(text);
		}

		@PusherListener(channels = "orders")
		void optional(Optional<String> text) {
			this.heard.add(text.orElse(null));
		}

		@PusherListener(channels = "orders")
		void optionalBytes(Optional<byte[]> text) {
			this.heard.add(text.map((bytes) -> new String(bytes, StandardCharsets.UTF_8)).orElse(null));
		}

		@PusherListener(channels = "orders")
		void characters(@Nullable CharSequence text) {
			this.heard.add(text);
		}

		@PusherListener(channels = "orders")
		void object(@Nullable Object text) {
			this.heard.add(text);
		}

		@PusherListener(channels = "orders")
		void optionalObject(Optional<Object> text) {
			this.heard.add(text.orElse(null));
		}

	}

	static class Messages extends Hearing {

		@PusherListener(channels = "orders")
		void object(Message<Order> message) {
			this.heard.add(message);
		}

		@PusherListener(channels = "orders")
		void map(Message<Map<String, Object>> message) {
			this.heard.add(message);
		}

		@PusherListener(channels = "orders")
		void text(Message<String> message) {
			this.heard.add(message);
		}

		@PusherListener(channels = "orders")
		void any(Message<?> message, @ChannelName String channel) {
			assertThat(channel).isEqualTo("orders");
			this.heard.add(message);
		}

	}

	static class ListMessages extends Hearing {

		@PusherListener(channels = "orders")
		void on(Message<List<Order>> message) {
			this.heard.add(message);
		}

	}

	static class NewsMessages extends Hearing {

		@PusherListener(channels = "cache-orders", events = "pusher:cache_miss")
		void on(Message<?> message) {
			this.heard.add(message);
		}

	}

	static class ConditionalMessages extends Hearing {

		@PusherListener(channels = "orders", condition = "#payload.id() > 10")
		void on(Message<Order> message) {
			this.heard.add(message);
		}

	}

	static class ConditionalEvents extends Hearing {

		@PusherListener(channels = "orders-*", condition = "#event.channel.endsWith('2') and channel == #event.channel")
		void on(String text) {
			this.heard.add(text);
		}

	}

	static class Kinds extends Hearing {

		@PusherListener(channels = "cache-orders", events = { "pusher:cache_miss", "placed" })
		void on(@Nullable PusherCacheMissEvent miss, @Nullable PusherMessageEvent message, byte @Nullable [] data) {
			if (miss != null) {
				this.heard.add("miss");
				assertThat(data).isNull();
			}
			if (message != null) {
				this.heard.add(message.getEvent());
				assertThat(data).isEqualTo("1".getBytes(StandardCharsets.UTF_8));
			}
		}

	}

}
