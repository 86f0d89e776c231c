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

package dev.pusherspring.publish.aot;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ReflectiveScan;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Flux;

import dev.pusherspring.publish.PusherSendTo;
import dev.pusherspring.publish.annotation.PublishedToPusher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublishedTypeProcessor} with the processing that a build does.
 */
class PublishedTypeProcessorTests {

	private static final RuntimeHints HINTS = hints();

	private static RuntimeHints hints() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Application.class, Answers.class);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(PublishedTypeProcessorTests.class)), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation.getRuntimeHints();
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop", "total", "toString" })
	void expressionsMayCallTheMethodsOfAnEventType(String name) {
		Method method = ReflectionUtils.findMethod(Placed.class, name);
		assertThat(method).isNotNull();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method)).accepts(HINTS);
	}

	@ParameterizedTest
	@ValueSource(classes = { Placed.class, Shop.class, Answer.class, Later.class, Each.class, Maybe.class })
	void dataMayBeWritten(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(HINTS);
	}

	@ParameterizedTest
	@ValueSource(classes = { Unrelated.class, Flux.class })
	void whatIsNotPublishedIsLeftAlone(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection().onType(type)).rejects(HINTS);
	}

	@Configuration(proxyBeanMethods = false)
	@ReflectiveScan
	static class Application {

	}

	@PublishedToPusher("private-shop-#{shop.name}")
	record Placed(Shop shop, long total) {

		@Override
		public String toString() {
			return "order";
		}

	}

	record Shop(String name) {

	}

	record Answer(int id) {

	}

	record Later(int id) {

	}

	record Each(int id) {

	}

	record Maybe(int id) {

	}

	record Unrelated(int id) {

	}

	static class Answers {

		@PusherSendTo(channels = "answers", event = "answer")
		Answer now() {
			return new Answer(1);
		}

		@PusherSendTo(channels = "answers", event = "answer")
		CompletableFuture<List<Later>> later() {
			return CompletableFuture.completedFuture(List.of());
		}

		@PusherSendTo(channels = "answers", event = "answer")
		Flux<Each> each() {
			return Flux.empty();
		}

		@PusherSendTo(channels = "answers", event = "answer")
		Optional<Maybe> maybe() {
			return Optional.empty();
		}

		Unrelated unrelated() {
			return new Unrelated(1);
		}

	}

}
