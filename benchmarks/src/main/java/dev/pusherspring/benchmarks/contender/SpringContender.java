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

package dev.pusherspring.benchmarks.contender;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.benchmarks.Price;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.PusherListener;

/**
 * This project in a Spring Boot application, with default settings unless properties are
 * given.
 */
final class SpringContender implements Contender {

	private final Class<?> application;

	private final Map<String, Object> properties;

	private @Nullable ConfigurableApplicationContext context;

	SpringContender(Class<?> application) {
		this(application, Map.of());
	}

	SpringContender(Class<?> application, Map<String, Object> properties) {
		this.application = application;
		this.properties = properties;
	}

	@Override
	public void connect(Target target, Sink sink) throws InterruptedException {
		CountDownLatch connected = new CountDownLatch(1);
		Map<String, Object> properties = new HashMap<>(Map.of("pusher.key", "key", "pusher.host", "localhost",
				"pusher.port", target.webSocketPort(), "pusher.force-tls", target.tls(), "pusher.enabled-transports",
				target.tls() ? "wss" : "ws", "logging.level.root", "error"));
		properties.putAll(this.properties);
		if (target.authDelay() > 0) {
			properties.put("pusher.auth.endpoint", target.authEndpoint());
		}
		this.context = new SpringApplicationBuilder(this.application).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties(properties)
			.initializers((context) -> {
				context.getBeanFactory().registerSingleton("sink", sink);
				context.addApplicationListener((event) -> {
					if (event instanceof PusherConnectionStateEvent stateEvent
							&& stateEvent.getCurrent() == ConnectionState.CONNECTED) {
						connected.countDown();
					}
					else if (event instanceof PusherSubscriptionSucceededEvent) {
						sink.subscribed();
					}
				});
			})
			.run();
		connected.await();
	}

	@Override
	public void subscribe(String channel) {
		if (this.context != null) {
			this.context.getBean(PusherClient.class).subscribe(channel);
		}
	}

	/**
	 * An application with a listener method that receives text, like the listeners of the
	 * other contenders.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithPusherListener {

		private final Sink sink;

		WithPusherListener(Sink sink) {
			this.sink = sink;
		}

		@PusherListener(channels = "market.*")
		void on(String data) {
			this.sink.event(data);
		}

	}

	/**
	 * An application with a listener method that receives an object.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithTypedListener {

		private final Sink sink;

		WithTypedListener(Sink sink) {
			this.sink = sink;
		}

		@PusherListener(channels = "market.*")
		void on(Price price) {
			this.sink.event(price.note());
		}

	}

	/**
	 * An application with an application event listener.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithEventListener {

		private final Sink sink;

		WithEventListener(Sink sink) {
			this.sink = sink;
		}

		@EventListener
		void on(PusherMessageEvent event) {
			this.sink.event(String.valueOf(event.getData()));
		}

	}

}
