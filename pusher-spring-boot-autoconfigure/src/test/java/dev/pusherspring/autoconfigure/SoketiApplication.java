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

package dev.pusherspring.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.testsupport.SoketiContainer;

/**
 * A whole application on soketi that records what it receives.
 */
final class SoketiApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final Recorder recorder;

	private SoketiApplication(ConfigurableApplicationContext context) {
		this.context = context;
		this.recorder = context.getBean(Recorder.class);
	}

	/**
	 * Start an application.
	 * @param soketi the server
	 * @param properties properties, which go before those of the server
	 * @return the running application
	 */
	static SoketiApplication start(SoketiContainer soketi, String... properties) {
		return start(soketi, (event) -> {
		}, properties);
	}

	/**
	 * Start an application with a listener that is called before the recorder.
	 * @param soketi the server
	 * @param first the listener
	 * @param properties properties, which go before those of the server
	 * @return the running application
	 */
	static SoketiApplication start(SoketiContainer soketi, Consumer<PusherApplicationEvent> first,
			String... properties) {
		SpringApplication application = new SpringApplication(Recorder.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLogStartupInfo(false);
		application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) (context) -> context
			.registerBean(FirstListener.class, () -> new FirstListener(first)));
		String[] args = new String[properties.length + 5];
		args[0] = "--pusher.key=" + SoketiContainer.APP_KEY;
		args[1] = "--pusher.host=" + soketi.host();
		args[2] = "--pusher.port=" + soketi.port();
		args[3] = "--pusher.force-tls=false";
		args[4] = "--spring.main.banner-mode=off";
		for (int i = 0; i < properties.length; i++) {
			String name = properties[i].substring(0, properties[i].indexOf('=') + 1);
			for (int j = 0; j < 4; j++) {
				if (args[j].startsWith("--" + name)) {
					args[j] = "--unused=";
				}
			}
			args[i + 5] = "--" + properties[i];
		}
		return new SoketiApplication(application.run(args));
	}

	PusherClient client() {
		return this.context.getBean(PusherClient.class);
	}

	<E extends PusherApplicationEvent> List<E> events(Class<E> type) {
		return this.recorder.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	List<PusherMessageEvent> messages() {
		return events(PusherMessageEvent.class);
	}

	List<PusherErrorEvent> errors() {
		return events(PusherErrorEvent.class);
	}

	void awaitSubscribed(String... channels) {
		await("subscriptions").until(() -> Arrays.stream(channels).allMatch(this::isSubscribed));
	}

	private boolean isSubscribed(String name) {
		Channel channel = client().getChannel(name);
		return channel != null && channel.isSubscribed();
	}

	ConditionFactory await(String alias) {
		return Awaitility.await(alias).atMost(Duration.ofSeconds(20));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Recorder {

		private final List<PusherApplicationEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		@Order(2)
		void record(PusherApplicationEvent event) {
			this.events.add(event);
		}

	}

	static class FirstListener {

		private final Consumer<PusherApplicationEvent> consumer;

		FirstListener(Consumer<PusherApplicationEvent> consumer) {
			this.consumer = consumer;
		}

		@EventListener
		@Order(1)
		void first(PusherApplicationEvent event) {
			this.consumer.accept(event);
		}

	}

}
