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

package dev.pusherspring.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherListener} methods in applications that do not make it easy.
 */
@Timeout(60)
class ListeningApplicationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Test
	void asyncMethodIsCalledAgainWhenItFailsLater() {
		try (ConfigurableApplicationContext context = application(Parallel.class)
			.properties("pusher.listener.retry.max-attempts=3", "pusher.listener.retry.initial-delay=10ms")
			.run()) {
			EmbeddedPusherServer server = subscribed(context);
			server.trigger("orders", "placed", 1);
			server.trigger("orders", "placed", 2);
			List<String> heard = context.getBean(Heard.class).texts();
			Awaitility.await()
				.untilAsserted(() -> assertThat(heard).containsExactly("failed 1", "failed 1", "done 1", "failed 2",
						"failed 2", "done 2"));
		}
	}

	@Test
	void resultThatNeverComesHoldsUpTheEndNoLongerThanPermitted() throws Exception {
		Endless endless;
		long start;
		try (ConfigurableApplicationContext context = application(Endless.class)
			.properties("spring.lifecycle.timeout-per-shutdown-phase=500ms")
			.run()) {
			endless = context.getBean(Endless.class);
			subscribed(context).trigger("orders", "placed", 1);
			endless.begun.await();
			start = System.nanoTime();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
		Awaitility.await().untilAsserted(() -> assertThat(endless.result).isCancelled());
	}

	@Test
	void listenersOfAChildContextUseTheClientOfItsParent() {
		SpringApplicationBuilder parent = application(Heard.class);
		try (ConfigurableApplicationContext context = parent.run()) {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			List<String> heard = context.getBean(Heard.class).texts();
			try (ConfigurableApplicationContext child = parent.child(Child.class).web(WebApplicationType.NONE).run()) {
				assertThat(child.getBean(PusherClient.class)).isSameAs(context.getBean(PusherClient.class));
				assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
				server.trigger("orders", "placed", 1);
				Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly("child 1"));
			}
			Awaitility.await().until(() -> server.getChannels().isEmpty());
			assertThat(context.getBean(PusherListenerRegistry.class).getListeners()).isEmpty();
		}
	}

	private static SpringApplicationBuilder application(Class<?>... sources) {
		return new SpringApplicationBuilder(Application.class).sources(sources)
			.web(WebApplicationType.NONE)
			.properties("pusher.embedded.enabled=true");
	}

	private static EmbeddedPusherServer subscribed(ConfigurableApplicationContext context) {
		EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
		assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
		return server;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
			JacksonAutoConfiguration.class })
	static class Application {

	}

	static class Heard {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		List<String> texts() {
			return this.texts;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@Import(Heard.class)
	static class Parallel {

		@Bean
		Worker worker(Heard heard) {
			return new Worker(heard);
		}

	}

	static class Worker {

		private final Heard heard;

		private int attempts;

		Worker(Heard heard) {
			this.heard = heard;
		}

		@Async
		@PusherListener("orders")
		CompletableFuture<Void> on(int order) {
			this.attempts++;
			if (this.attempts % 3 == 0) {
				this.heard.texts().add("done " + order);
				return CompletableFuture.completedFuture(null);
			}
			this.heard.texts().add("failed " + order);
			return CompletableFuture.failedFuture(new IllegalStateException("later"));
		}

	}

	static class Endless {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CompletableFuture<Void> result = new CompletableFuture<>();

		@PusherListener("orders")
		CompletableFuture<Void> on(int order) {
			this.begun.countDown();
			return this.result;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PusherAutoConfiguration.class)
	static class Child {

		private final Heard heard;

		Child(Heard heard) {
			this.heard = heard;
		}

		@PusherListener("orders")
		void on(int order) {
			this.heard.texts().add("child " + order);
		}

	}

}
