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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

import dev.pusherspring.client.Channel;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for parameters that have their meaning from elsewhere in Spring.
 */
class ForeignArgumentTests {

	@Test
	void headersAreThoseOfTheEvent() {
		try (ListeningContext context = ListeningContext.of(HeaderListener.class)) {
			context.send("orders", "placed", "\"secret\"");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(HeaderListener.class).heard).containsExactlyInAnyOrder("sole orders",
					"all orders placed user-1", "headers placed", "with text orders \"secret\"",
					"missing Optional.empty none");
		}
	}

	@Test
	void headerThatIsRequiredAndMissingIsAFailure() {
		try (ListeningContext context = ListeningContext.of(RequiredHeader.class)) {
			context.send("orders", "placed", "1");
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).hasMessageContaining("'absent'"));
		}
	}

	@Test
	void payloadMayBeMarked() {
		try (ListeningContext context = ListeningContext.of(Marked.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			context.send("orders", "placed", null);
			assertThat(context.bean(Marked.class).heard).containsExactly("optional Order[id=7]",
					"required Order[id=7] orders", "optional null");
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(PayloadConversionException.class)
					.hasMessageContaining("has no data"));
		}
	}

	@Test
	void payloadIsValidatedAndTheErrorDoesNotTellTheValue() {
		try (ListeningContext context = ListeningContext.of(Checked.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			context.send("orders", "placed", "{\"id\":-4711}");
			assertThat(context.bean(Checked.class).heard).containsExactly(7, 7);
			assertThat(context.failures()).hasSize(2)
				.allSatisfy((ex) -> assertThat(ex).isInstanceOf(PayloadConversionException.class)
					.hasMessageContaining("'id' (negative)")
					.hasMessageNotContaining("4711"));
		}
	}

	@Test
	void validationWithoutAValidatorIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(Unchecked.class))
			.withMessageContaining("Validator");
	}

	@Test
	void valuesAreResolved() {
		try (ListeningContext context = new ListeningContext()) {
			context.context()
				.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("limit", "5")));
			context.context().register(Values.class);
			context.start();
			context.send("orders", "placed", "secret");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Values.class).heard).containsExactlyInAnyOrder("value 5", "both 10 secret");
		}
	}

	@Test
	void channelIsTheClientsOwn() {
		try (ListeningContext context = ListeningContext.of(Channels.class)) {
			context.send("orders", "placed", "1");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Channels.class).heard).containsExactly(context.client().getChannel("orders"));
		}
	}

	@Test
	void resolversOfTheApplicationAreAsked() {
		try (ListeningContext context = ListeningContext.of(Tenants.class)) {
			context.send("orders", "placed", "7");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Tenants.class).heard).containsExactly("tenant of orders and 7");
		}
	}

	@Test
	void messageOfNewsHasItsHeaders() {
		try (ListeningContext context = ListeningContext.of(Misses.class)) {
			context.dispatch(new PusherCacheMissEvent(context.client(), "cache-orders"));
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Misses.class).heard).containsExactly("pusher:cache_miss");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { UnknownAnnotation.class, InjectedBean.class, ForeignType.class })
	void whatNobodyKnowsIsRefused(Class<?> type) {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(type))
			.withMessageContaining("Parameter 'foreign' of @PusherListener method");
	}

	abstract static class Hearing {

		final List<Object> heard = new ArrayList<>();

	}

	record Order(int id) {

	}

	static class HeaderListener extends Hearing {

		@PusherListener(channels = "orders")
		void sole(@Header(PusherHeaders.CHANNEL) String channel) {
			this.heard.add("sole " + channel);
		}

		@PusherListener(channels = "orders")
		void all(@Headers Map<String, Object> headers) {
			this.heard.add("all " + headers.get(PusherHeaders.CHANNEL) + " " + headers.get(PusherHeaders.EVENT) + " "
					+ headers.get(PusherHeaders.USER_ID));
		}

		@PusherListener(channels = "orders")
		void headers(MessageHeaders headers) {
			this.heard.add("headers " + headers.get(PusherHeaders.EVENT));
		}

		@PusherListener(channels = "orders")
		void withText(@Header("pusher_channel") String channel, String text) {
			this.heard.add("with text " + channel + " " + text);
		}

		@PusherListener(channels = "orders")
		void missing(@Header("absent") Optional<String> absent,
				@Header(name = "absent", defaultValue = "none") String other) {
			this.heard.add("missing " + absent + " " + other);
		}

	}

	static class RequiredHeader {

		@PusherListener(channels = "orders")
		void on(@Header("absent") String absent) {
		}

	}

	static class Marked extends Hearing {

		@PusherListener(channels = "orders", id = "a")
		void optional(@Payload(required = false) @Nullable Order order) {
			this.heard.add("optional " + order);
		}

		@PusherListener(channels = "orders", id = "b")
		void required(@Payload Order order, @Header(PusherHeaders.CHANNEL) String channel) {
			this.heard.add("required " + order + " " + channel);
		}

	}

	static class Checked extends Hearing {

		@PusherListener(channels = "orders")
		void payload(@Validated Order order) {
			this.heard.add(order.id());
		}

		@PusherListener(channels = "orders")
		void message(@Validated Message<Order> message) {
			this.heard.add(message.getPayload().id());
		}

		@Bean
		static Validator validator() {
			return new Validator() {

				@Override
				public boolean supports(Class<?> type) {
					return type == Order.class;
				}

				@Override
				public void validate(Object target, Errors errors) {
					int id = ((Order) target).id();
					if (id < 0) {
						errors.rejectValue("id", "negative", "must not be " + id);
					}
				}

			};
		}

	}

	static class Unchecked {

		@PusherListener(channels = "orders")
		void payload(@Validated Order order) {
		}

	}

	static class Values extends Hearing {

		@PusherListener(channels = "orders")
		void value(@Value("${limit}") int limit) {
			this.heard.add("value " + limit);
		}

		@PusherListener(channels = "orders")
		void both(@Value("#{${limit} * 2}") int limit, String data) {
			this.heard.add("both " + limit + " " + data);
		}

	}

	static class Channels extends Hearing {

		@PusherListener(channels = "orders")
		void on(Channel channel) {
			this.heard.add(channel);
		}

	}

	@Target(ElementType.PARAMETER)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Tenant {

	}

	static class Tenants extends Hearing {

		@PusherListener(channels = "orders")
		void on(@Tenant String tenant, int number) {
			this.heard.add(tenant + " and " + number);
		}

		@Bean
		static HandlerMethodArgumentResolver tenants() {
			return new HandlerMethodArgumentResolver() {

				@Override
				public boolean supportsParameter(MethodParameter parameter) {
					return parameter.hasParameterAnnotation(Tenant.class);
				}

				@Override
				public Object resolveArgument(MethodParameter parameter, Message<?> message) {
					return "tenant of " + message.getHeaders().get(PusherHeaders.CHANNEL);
				}

			};
		}

	}

	static class Misses extends Hearing {

		@PusherListener(channels = "cache-orders", events = "pusher:cache_miss")
		void on(@Header(PusherHeaders.EVENT) String event) {
			this.heard.add(event);
		}

	}

	static class UnknownAnnotation {

		@PusherListener(channels = "orders")
		void on(@DestinationVariable String foreign) {
		}

	}

	static class InjectedBean {

		@PusherListener(channels = "orders")
		void on(@Qualifier("other") Object foreign) {
		}

	}

	static class ForeignType {

		@PusherListener(channels = "orders")
		void on(ApplicationContext foreign) {
		}

	}

}
