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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Errors;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.annotation.Validated;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Member;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagingArguments} and {@link ValidatedArgument}: what resolvers and
 * validators of Spring see of an event.
 */
class MessagingArgumentsTests {

	@Test
	void headerTellsWhetherAnEventWasRecovered() {
		try (ListeningContext context = ListeningContext.of(Recovered.class)) {
			context.dispatch(message(context, true));
			context.dispatch(message(context, false));
			context.dispatch(new PusherCacheMissEvent(context.client(), "cache-orders"));
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Recovered.class).heard).containsExactly(true, false, false);
		}
	}

	private static PusherMessageEvent message(ListeningContext context, boolean recovered) {
		return new PusherMessageEvent(context.client(), "cache-orders", "placed", "1", null, JsonMapper.shared(),
				recovered);
	}

	@Test
	void headerIsConvertedAsTheContextConverts() {
		try (ListeningContext context = new ListeningContext()) {
			DefaultConversionService conversion = new DefaultConversionService();
			conversion.addConverter(String.class, Room.class, Room::new);
			context.context().getBeanFactory().setConversionService(conversion);
			context.context().register(Converted.class);
			context.start();
			context.send("orders", "placed", "1");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Converted.class).heard).containsExactly(new Room("orders"));
		}
	}

	@Test
	void resolverSeesTheDataOfAMessageAndTheInfoOfAMember() {
		try (ListeningContext context = ListeningContext.of(Resolved.class)) {
			context.send("presence-room", "placed", "{\"id\":7}");
			context.send("presence-room", "placed", null);
			context.dispatch(new PusherMemberAddedEvent(context.client(), "presence-room",
					new Member("user-1", "{\"name\":\"Ann\"}", JsonMapper.shared())));
			context.dispatch(new PusherCacheMissEvent(context.client(), "presence-room"));
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Resolved.class).heard).containsExactly("{\"id\":7}", "", "{\"name\":\"Ann\"}", "");
		}
	}

	@Test
	void dataIsNotPartOfTheTextThatAResolverMayLog() {
		try (ListeningContext context = ListeningContext.of(Described.class)) {
			context.send("orders", "placed", "secret");
			assertThat(context.bean(Described.class).heard).singleElement()
				.asString()
				.isNotEmpty()
				.doesNotContain("secret");
		}
	}

	@Test
	void groupsOfTheAnnotationAreValidated() {
		try (ListeningContext context = ListeningContext.of(Grouped.class)) {
			context.send("orders", "placed", "{\"number\":-5}");
			context.send("orders", "placed", "{\"number\":5}");
			assertThat(context.bean(Grouped.class).heard).containsExactly(5);
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(PayloadConversionException.class)
					.hasMessageContaining("'number' (Strict)"));
		}
	}

	private static HandlerMethodArgumentResolver resolver(Function<Message<?>, Object> value) {
		return new HandlerMethodArgumentResolver() {

			@Override
			public boolean supportsParameter(MethodParameter parameter) {
				return parameter.getParameterType() == StringBuilder.class;
			}

			@Override
			public Object resolveArgument(MethodParameter parameter, Message<?> message) {
				return new StringBuilder(String.valueOf(value.apply(message)));
			}

		};
	}

	abstract static class Hearing {

		final List<Object> heard = new ArrayList<>();

	}

	record Room(String name) {

	}

	record Order(int number) {

	}

	interface Strict {

	}

	static class Recovered extends Hearing {

		@PusherListener(channels = "cache-orders", events = { "placed", "pusher:cache_miss" })
		void on(@Header(PusherHeaders.RECOVERED) boolean recovered) {
			this.heard.add(recovered);
		}

	}

	static class Converted extends Hearing {

		@PusherListener(channels = "orders")
		void on(@Header(PusherHeaders.CHANNEL) Room room) {
			this.heard.add(room);
		}

	}

	static class Resolved extends Hearing {

		@PusherListener(channels = "presence-room", events = { "placed", "pusher:member_added", "pusher:cache_miss" })
		void on(StringBuilder data) {
			this.heard.add(data.toString());
		}

		@Bean
		static HandlerMethodArgumentResolver payloads() {
			return resolver(Message::getPayload);
		}

	}

	static class Described extends Hearing {

		@PusherListener(channels = "orders")
		void on(StringBuilder description) {
			this.heard.add(description.toString());
		}

		@Bean
		static HandlerMethodArgumentResolver descriptions() {
			return resolver(Message::toString);
		}

	}

	static class Grouped extends Hearing {

		@PusherListener(channels = "orders")
		void on(@Validated(Strict.class) Order order) {
			this.heard.add(order.number());
		}

		@Bean
		static SmartValidator validator() {
			return new SmartValidator() {

				@Override
				public boolean supports(Class<?> type) {
					return type == Order.class;
				}

				@Override
				public void validate(Object target, Errors errors) {
					validate(target, errors, "no group");
				}

				@Override
				public void validate(Object target, Errors errors, @Nullable Object... hints) {
					if (((Order) target).number() < 0) {
						Arrays.stream(hints)
							.forEach((hint) -> errors.rejectValue("number",
									(hint instanceof Class<?> group) ? group.getSimpleName() : String.valueOf(hint)));
					}
				}

			};
		}

	}

}
