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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.config.EnablePusherListeners;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.delivery.EventDispatcher;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who owns a payload: nobody sees what another listener, or an earlier attempt,
 * did to it.
 */
class PayloadOwnershipTests {

	@Test
	void eachListenerGetsAPayloadOfItsOwn() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class)) {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			assertThat(server.awaitSubscribed("letters", Duration.ofSeconds(10))).isTrue();
			server.trigger("letters", "sent", List.of("a", "b", "c"));
			Application application = context.getBean(Application.class);
			Awaitility.await().untilAsserted(() -> assertThat(application.heard).hasSize(3));
			assertThat(application.heard).containsOnly(List.of("a", "b", "c"));
		}
	}

	@Test
	void eachAttemptGetsAPayloadOfItsOwn() {
		try (ListeningContext context = ListeningContext.of(Removing.class)) {
			Removing listener = context.bean(Removing.class);
			// what a retry does
			PusherListenerInterceptor again = (endpoint, event, call) -> {
				try {
					call.proceed();
				}
				catch (IllegalStateException ex) {
					call.proceed();
				}
			};
			EventDispatcher dispatcher = context.dispatcher();
			dispatcher.addInterceptor(again);
			context.send("letters", "sent", "[\"a\",\"b\",\"c\"]");
			assertThat(listener.heard).containsExactly("[a, b, c]", "[a, b, c]");
		}
	}

	@Test
	void whatCannotChangeIsReadOnce() {
		try (ListeningContext context = ListeningContext.of(Immutables.class)) {
			context.send("orders", "placed", "{\"id\":7,\"total\":1.5,\"note\":\"tea\",\"lines\":{\"count\":2}}");
			List<Object> heard = context.bean(Immutables.class).heard;
			assertThat(heard).hasSize(2);
			assertThat(heard.get(0)).isEqualTo(heard.get(1)).isSameAs(heard.get(1));
		}
	}

	@Test
	void recordThatHoldsAListIsNotShared() {
		try (ListeningContext context = ListeningContext.of(Baskets.class)) {
			context.send("orders", "placed", "{\"items\":[\"tea\"]}");
			List<Object> heard = context.bean(Baskets.class).heard;
			assertThat(heard).hasSize(2);
			assertThat(heard.get(0)).isEqualTo(heard.get(1)).isNotSameAs(heard.get(1));
		}
	}

	@Test
	void bytesAreNotShared() {
		try (ListeningContext context = ListeningContext.of(Bytes.class)) {
			context.send("orders", "placed", "abc");
			assertThat(context.bean(Bytes.class).heard).containsExactly("abc", "abc");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnablePusherListeners
	static class Application {

		private final List<List<String>> heard = new CopyOnWriteArrayList<>();

		@PusherListener(channels = "letters")
		void first(List<String> letters) {
			take(letters);
		}

		@PusherListener(channels = "letters")
		void second(List<String> letters) {
			take(letters);
		}

		@PusherListener(channels = "letters")
		void third(Optional<List<String>> letters) {
			take(letters.orElseThrow());
		}

		private void take(List<String> letters) {
			this.heard.add(List.copyOf(letters));
			letters.clear();
		}

		@Bean(initMethod = "start", destroyMethod = "close")
		EmbeddedPusherServer server() {
			return EmbeddedPusherServer.builder().build();
		}

		@Bean
		PusherClient client(EmbeddedPusherServer server) {
			return new PusherClientBuilder(PusherOptions.builder(server.getKey())
				.host("127.0.0.1")
				.port(server.getPort())
				.forceTls(false)
				.build()).build();
		}

	}

	static class Removing {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "letters")
		void on(List<String> letters) {
			this.heard.add(letters.toString());
			letters.remove(0);
			if (this.heard.size() == 1) {
				throw new IllegalStateException("once");
			}
		}

	}

	record Lines(int count) {

	}

	record Order(long id, BigDecimal total, Optional<String> note, Lines lines) {

	}

	static class Immutables {

		private final List<Object> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		void first(Order order) {
			this.heard.add(order);
		}

		@PusherListener(channels = "orders")
		void second(Order order) {
			this.heard.add(order);
		}

	}

	record Basket(List<String> items) {

	}

	static class Baskets {

		private final List<Object> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		void first(Basket basket) {
			this.heard.add(basket);
		}

		@PusherListener(channels = "orders")
		void second(Basket basket) {
			this.heard.add(basket);
		}

	}

	static class Bytes {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		void first(byte[] data) {
			take(data);
		}

		@PusherListener(channels = "orders")
		void second(Optional<byte[]> data) {
			take(data.orElseThrow());
		}

		private void take(byte[] data) {
			this.heard.add(new String(data, StandardCharsets.UTF_8));
			Arrays.fill(data, (byte) 0);
		}

	}

}
