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
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;
import org.springframework.messaging.Message;
import org.springframework.util.ReflectionUtils;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherHandler;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is made known ahead of time about {@link PusherListener} methods, with
 * the processing that a build does.
 */
class PusherListenerHintsTests {

	@Test
	void methodsMayBeInvoked() {
		RuntimeHints hints = hints(Listeners.class);
		for (String name : List.of("single", "repeated", "composed", "list")) {
			Method method = ReflectionUtils.findMethod(Listeners.class, name, (Class<?>[]) null);
			assertThat(method).isNotNull();
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method)).as(name).accepts(hints);
		}
	}

	@Test
	void methodOfAnInterfaceMayBeInvokedOnAProxy() {
		RuntimeHints hints = hints(ContractListener.class);
		for (Class<?> type : List.of(Contract.class, ContractListener.class)) {
			Method method = ReflectionUtils.findMethod(type, "on", Listed.class);
			assertThat(method).isNotNull();
			assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method)).as(type.getSimpleName())
				.accepts(hints);
		}
	}

	@Test
	void handlersMayBeInvoked() {
		RuntimeHints hints = hints(Handlers.class);
		Method method = ReflectionUtils.findMethod(Handlers.class, "on", Listed.class);
		assertThat(method).isNotNull();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method)).accepts(hints);
		for (Class<?> type : List.of(Listed.class, Placed.class, Cancelled.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).as(type.getSimpleName())
				.accepts(hints);
		}
	}

	@Test
	void payloadsMayBeRead() {
		RuntimeHints hints = hints(Listeners.class);
		for (Class<?> type : List.of(Order.class, Position.class, Article.class, Repeated.class, Composed.class,
				Listed.class, Content.class, Present.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).as(type.getSimpleName())
				.accepts(hints);
		}
		Method accessor = ReflectionUtils.findMethod(Position.class, "article");
		assertThat(accessor).isNotNull();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(accessor)).accepts(hints);
	}

	@Test
	void whatIsNoPayloadIsLeftAlone() {
		RuntimeHints hints = hints(Listeners.class);
		assertThat(RuntimeHintsPredicates.reflection().onType(PusherMessageEvent.class)).rejects(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Message.class)).rejects(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Unused.class)).rejects(hints);
	}

	private static RuntimeHints hints(Class<?> listeners) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(PusherListenerHintsTests.class)), new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("pusher.key", "my-key")));
			context.register(PusherAutoConfiguration.class, listeners);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		return generation.getRuntimeHints();
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@PusherListener(channels = "orders")
	@interface OrderListener {

	}

	@PusherListener("orders")
	static class Handlers {

		@PusherHandler("listed")
		void on(Listed listed) {
		}

		@PusherHandler
		void on(Placed placed) {
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(Placed.class), @JsonSubTypes.Type(Cancelled.class) })
	interface Change {

	}

	record Placed(int id) implements Change {

	}

	record Cancelled(int id) implements Change {

	}

	record Order(int id, List<Position> positions) {

	}

	record Position(int quantity, Article article) {

	}

	record Article(String name) {

	}

	record Repeated(int id) {

	}

	record Composed(int id) {

	}

	record Listed(int id) {

	}

	record Content(int id) {

	}

	record Present(int id) {

	}

	record Unused(int id) {

	}

	interface Contract {

		void on(Listed payload);

	}

	static class ContractListener implements Contract {

		@Override
		@PusherListener(channels = "orders")
		public void on(Listed payload) {
		}

	}

	static class Listeners {

		@PusherListener(channels = "orders")
		void single(Order order, @ChannelName String channel, PusherMessageEvent event) {
		}

		@PusherListener(channels = "orders")
		@PusherListener(channels = "invoices")
		void repeated(Repeated payload) {
		}

		@OrderListener
		void composed(Composed payload) {
		}

		@PusherListener(channels = "orders")
		void list(List<Listed> payload) {
		}

		@PusherListener(channels = "orders")
		void message(Message<Content> payload) {
		}

		@PusherListener(channels = "orders")
		void optional(Optional<Present> payload) {
		}

		void other(Unused unused) {
		}

	}

}
