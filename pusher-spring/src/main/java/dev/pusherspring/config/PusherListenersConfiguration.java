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

package dev.pusherspring.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherApplicationEventAdapter;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.EventDispatcher;
import dev.pusherspring.listener.delivery.OverflowPolicy;
import dev.pusherspring.listener.method.PusherListenerBeanPostProcessor;
import dev.pusherspring.listener.recovery.MissedEventsRecovery;
import dev.pusherspring.listener.recovery.RecoverySettings;
import dev.pusherspring.publish.AsyncPusherOperations;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.publish.annotation.PublishedEventListener;
import dev.pusherspring.publish.annotation.SendToHandler;

/**
 * The beans of {@link EnablePusherListeners}.
 */
@Configuration(proxyBeanMethods = false)
class PusherListenersConfiguration {

	private static final DeliverySettings DEFAULTS = new DeliverySettings(1, 10_000, OverflowPolicy.BLOCK,
			Duration.ofSeconds(30));

	@Bean
	static PusherListenerBeanPostProcessor pusherListenerBeanPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<PusherListenerRegistry> registry) {
		return new PusherListenerBeanPostProcessor(beanFactory, registry);
	}

	@Bean
	PusherListenerRegistry pusherListenerRegistry(PusherClient client) {
		return new PusherListenerRegistry(List.of(nameOf(client)), nameOf(client));
	}

	@Bean
	ApplicationEventListeners pusherApplicationEventListeners(ApplicationContext context) {
		return new ApplicationEventListeners(context);
	}

	@Bean
	EventDelivery pusherEventDelivery(PusherClient client, PusherListenerRegistry registry,
			ApplicationEventListeners listeners, ObjectProvider<PusherListenerErrorHandler> errorHandler,
			ObjectProvider<DeliverySettings> settings, ObjectProvider<JsonMapper> jsonMapper,
			MissedEventsRecovery recovery) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("pusher-delivery-");
		threads.setDaemon(true);
		EventDelivery delivery = new EventDelivery(nameOf(client), settings.getIfAvailable(() -> DEFAULTS), threads,
				new EventDispatcher(nameOf(client), registry, listeners, errorHandler.getIfUnique(),
						RetrySettings.none(), Duration.ofSeconds(10)));
		delivery.setRecovery(recovery);
		client.addListener(
				new PusherApplicationEventAdapter(jsonMapper.getIfAvailable(JsonMapper::shared), delivery::deliver));
		return delivery;
	}

	@Bean
	SendToHandler pusherSendToHandler(ObjectProvider<PusherOperations> publisher, ConfigurableBeanFactory beanFactory) {
		return new SendToHandler((app) -> publisher.getObject(), beanFactory::resolveEmbeddedValue);
	}

	@Bean
	PublishedEventListener pusherPublishedEventListener(ObjectProvider<AsyncPusherOperations> publisher,
			ConfigurableBeanFactory beanFactory, ApplicationEventPublisher events) {
		return new PublishedEventListener((app) -> publisher.getObject(), beanFactory::resolveEmbeddedValue, events);
	}

	@Bean
	MissedEventsRecovery pusherMissedEventsRecovery(PusherClient client, PusherListenerRegistry registry,
			ObjectProvider<MissedEventsSource> source, ObjectProvider<PositionStore> store,
			ObjectProvider<RecoverySettings> settings, ObjectProvider<JsonMapper> jsonMapper) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("pusher-recovery-");
		threads.setDaemon(true);
		return new MissedEventsRecovery(nameOf(client), settings.getIfAvailable(RecoverySettings::defaults),
				(channel) -> {
					MissedEventsSource named = registry.getMissedEvents(nameOf(client), channel);
					return (named != null) ? named : source.getIfAvailable();
				}, store.getIfAvailable(), jsonMapper.getIfAvailable(JsonMapper::shared), threads);
	}

	@Bean
	SmartLifecycle pusherClientLifecycle(PusherClient client, EventDelivery delivery, PusherListenerRegistry registry) {
		return new ClientLifecycle(client, delivery, registry);
	}

	// a mock of the client may return null
	private static String nameOf(PusherClient client) {
		return Objects.requireNonNullElse(client.getName(), PusherClient.DEFAULT_NAME);
	}

	/**
	 * Connects the client when the context starts, and disconnects it when the context
	 * stops.
	 */
	private static final class ClientLifecycle implements SmartLifecycle {

		private final PusherClient client;

		private final EventDelivery delivery;

		private final PusherListenerRegistry registry;

		private volatile boolean running;

		private ClientLifecycle(PusherClient client, EventDelivery delivery, PusherListenerRegistry registry) {
			this.client = client;
			this.delivery = delivery;
			this.registry = registry;
		}

		@Override
		public void start() {
			this.running = true;
			this.delivery.start(this.client);
			this.registry.startAll(nameOf(this.client), this.client);
			this.client.connect();
		}

		@Override
		public void stop() {
			this.running = false;
			this.delivery.stop(this.client::disconnect);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
