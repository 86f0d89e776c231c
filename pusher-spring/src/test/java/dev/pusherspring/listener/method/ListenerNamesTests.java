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

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.core.env.MapPropertySource;

import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.testsupport.ListeningContext;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for names of channels and events that come from placeholders and expressions.
 */
class ListenerNamesTests {

	private final ListeningContext context = new ListeningContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void placeholderMayHoldAList() {
		start(Lists.class);
		PusherListenerEndpoint listener = this.context.registry().getListener("lists");
		assertThat(listener).isNotNull();
		assertThat(listener.getChannels()).containsExactly("orders", "payments", "room.x", "room.y", "a,b");
		assertThat(listener.getEvents()).containsExactly("placed", "paid");
		assertThat(this.context.subscribed()).contains("orders", "payments");
	}

	@Test
	void literalWithACommaIsOneNameAndWarnedOf() {
		try (LogRecorder log = new LogRecorder("dev.pusherspring.listener")) {
			start(Literal.class);
			assertThat(this.context.subscribed()).containsExactly("orders,payments");
			assertThat(log.text()).contains("WARN").contains("'orders,payments'").contains("Literal.on");
		}
	}

	@Test
	void placeholderThatIsEmptyIsNoChannel() {
		start(Empty.class);
		PusherListenerEndpoint listener = this.context.registry().getListener("empty");
		assertThat(listener).isNotNull();
		assertThat(listener.getChannels()).containsExactly("orders");
	}

	@Test
	void placeholderThatIsEmptyLeavesAnAttributeAsItIsByDefault() {
		start(EmptyAttributes.class);
		assertThat(this.context.registry().getListeners()).singleElement().satisfies((listener) -> {
			assertThat(listener.getId()).endsWith("EmptyAttributes.on(String)");
			assertThat(listener.getConcurrency()).isZero();
			assertThat(listener.isRunning()).isTrue();
			assertThat(listener.getErrorHandler()).isNull();
			assertThat(listener.getRetry().apply(RetrySettings.none())).isEqualTo(RetrySettings.none());
		});
	}

	@Test
	void placeholderThatIsTheOnlyChannelAndEmptyIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> start(NoChannel.class))
			.withMessageContaining("it must name at least one channel");
	}

	// no event would mean all of them
	@ParameterizedTest
	@ValueSource(classes = { EmptyLiteral.class, EmptyPlaceholder.class, EmptyList.class })
	void nameOfAnEventThatIsEmptyIsRefused(Class<?> type) {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> start(type))
			.withMessageContaining("the name of an event must not be empty");
	}

	@Test
	void attributeThatIsNeitherTrueNorFalseIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> start(Perhaps.class))
			.withMessageContaining("'autoStartup' must be 'true' or 'false' but is 'perhaps'");
	}

	private void start(Class<?> type) {
		this.context.context()
			.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("shop.channels", "orders, payments", "shop.events", "placed,paid", "shop.rooms", "x,y")));
		this.context.context().register(type);
		this.context.start();
	}

	static class Lists {

		@PusherListener(id = "lists", channels = { "${shop.channels}", "#{'room.x,room.y'}", "#{{'a,b'}}" },
				events = "${shop.events}")
		void on(String text) {
		}

	}

	static class Literal {

		@PusherListener(channels = "orders,payments")
		void on(String text) {
		}

	}

	static class Perhaps {

		@PusherListener(channels = "orders", autoStartup = "perhaps")
		void on(String text) {
		}

	}

	static class Empty {

		@PusherListener(id = "empty", channels = { "orders", "${shop.none:}", "#{''}", "#{{}}" })
		void on(String text) {
		}

	}

	static class EmptyAttributes {

		@PusherListener(id = "${shop.none:}", channels = "orders", app = "${shop.none:}", concurrency = "${shop.none:}",
				autoStartup = "${shop.none:}", errorHandler = "${shop.none:}",
				retry = @PusherListener.Retry(maxAttempts = "${shop.none:}", initialDelay = "#{null}"))
		void on(String text) {
		}

	}

	static class NoChannel {

		@PusherListener(channels = "${shop.none:}")
		void on(String text) {
		}

	}

	static class EmptyLiteral {

		@PusherListener(channels = "orders", events = "")
		void on(String text) {
		}

	}

	static class EmptyPlaceholder {

		@PusherListener(channels = "orders", events = "${shop.none:}")
		void on(String text) {
		}

	}

	static class EmptyList {

		@PusherListener(channels = "orders", events = "#{{}}")
		void on(String text) {
		}

	}

}
