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

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherHandler;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application is told whose {@link PusherListener} methods make no
 * sense.
 */
class InvalidPusherListenerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
		.withPropertyValues("pusher.key=my-key", "pusher.auto-startup=false");

	static Stream<Arguments> mistakes() {
		return Stream.of(
				Arguments.of(AnnotatedNumber.class, "Parameter 'channel' of", "must be a String but is int",
						"Declare it as String"),
				Arguments.of(TwoPayloads.class, "Parameter 'second' of", "a second payload in addition to 'first'",
						"Annotate one of them with @ChannelName, @EventName or @UserId"),
				Arguments.of(InvalidChannel.class, "must consist of ASCII letters", "'my room'", "Correct the method"),
				Arguments.of(NoChannel.class, "must name at least one channel", "bean 'noChannel'",
						"Correct the method"),
				Arguments.of(EmptyEvent.class, "the name of an event must not be empty", "bean 'emptyEvent'",
						"Correct the method"),
				Arguments.of(UnknownPlaceholder.class, "missing.room", "bean 'unknownPlaceholder'",
						"Correct the method"),
				Arguments.of(BrokenCondition.class, "#payload ==", "bean 'brokenCondition'", "Correct the method"),
				Arguments.of(UnknownVariable.class, "[#oder]", "'#payload'", "Correct the method"),
				Arguments.of(NoVariant.class, "There are @PusherHandler methods", "they cannot be distinguished",
						"Name the events that each of them handles"),
				Arguments.of(Undecided.class, "'autoStartup' must be 'true' or 'false'", "'perhaps'",
						"Correct the method"),
				Arguments.of(SameId.class, "Two @PusherListener methods have the id 'same'", "SameId.other",
						"Give them different ids"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void startFailsAndSaysWhatToDo(Class<?> listener, String problem, String detail, String action) {
		String beanName = ClassUtils.getShortNameAsProperty(listener);
		this.contextRunner.withBean(beanName.substring(beanName.indexOf('.') + 1), listener).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(listener.getName() + ".onOrder").contains(problem, detail);
			assertThat(analysis.getAction()).contains(action);
		});
	}

	private static FailureAnalysis analyze(Throwable failure) {
		assertThat(failure).isNotNull();
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, ex) -> {
				// those that need more than the class path
			}))
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("dev.pusherspring"))
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow();
	}

	record Order(int id) {

	}

	record Invoice(int id) {

	}

	static class AnnotatedNumber {

		@PusherListener(channels = "orders")
		void onOrder(@ChannelName int channel) {
		}

	}

	static class TwoPayloads {

		@PusherListener(channels = "orders")
		void onOrder(Order first, String second) {
		}

	}

	static class InvalidChannel {

		@PusherListener(channels = "my room")
		void onOrder(Order order) {
		}

	}

	static class NoChannel {

		@PusherListener(channels = {})
		void onOrder(Order order) {
		}

	}

	static class EmptyEvent {

		@PusherListener(channels = "orders", events = "${missing.event:}")
		void onOrder(Order order) {
		}

	}

	static class UnknownPlaceholder {

		@PusherListener(channels = "${missing.room}")
		void onOrder(Order order) {
		}

	}

	static class BrokenCondition {

		@PusherListener(channels = "orders", condition = "#payload ==")
		void onOrder(Order order) {
		}

	}

	static class UnknownVariable {

		@PusherListener(channels = "orders", condition = "#oder.id > 1")
		void onOrder(Order order) {
		}

	}

	@PusherListener("orders")
	static class NoVariant {

		@PusherHandler
		void onOrder(Order order) {
		}

		@PusherHandler
		void onInvoice(Invoice invoice) {
		}

	}

	static class Undecided {

		@PusherListener(channels = "orders", autoStartup = "perhaps")
		void onOrder(Order order) {
		}

	}

	static class SameId {

		@PusherListener(id = "same", channels = "orders")
		void onOrder(Order order) {
		}

		@PusherListener(id = "same", channels = "orders")
		void other(Order order) {
		}

	}

}
