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

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listener methods of beans that are made by several threads.
 */
class ConcurrentListenersTests {

	@RepeatedTest(5)
	void allListenersOfBeansThatAreMadeInTheBackgroundAreRegistered() {
		try (ListeningContext context = new ListeningContext()) {
			context.context().register(Background.class);
			IntStream.range(0, 200).forEach((i) -> {
				RootBeanDefinition definition = new RootBeanDefinition(Listener.class);
				definition.setBackgroundInit(true);
				context.context().registerBeanDefinition("listener" + i, definition);
			});
			context.start();
			List<PusherListenerEndpoint> listeners = List.copyOf(context.registry().getListeners());
			assertThat(listeners).hasSize(400);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Background {

		@Bean
		Executor bootstrapExecutor() {
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			executor.setConcurrencyLimit(16);
			return executor;
		}

	}

	static class Listener {

		@PusherListener(channels = "orders")
		void first(String text) {
		}

		@PusherListener(channels = "orders")
		void second(String text) {
		}

	}

}
