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

package dev.pusherspring.testsupport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDispatcher;
import dev.pusherspring.listener.method.PusherListenerBeanPostProcessor;

/**
 * Application context with listener methods, a client that only remembers what was
 * subscribed, and no delivery threads.
 */
public final class ListeningContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	// with whoever wants them
	private final Map<String, Set<Object>> subscribed = new LinkedHashMap<>();

	private final List<Throwable> failures = new ArrayList<>();

	private @Nullable EventDispatcher dispatcher;

	public ListeningContext() {
		BDDMockito.given(this.client.subscribe(Mockito.anyString(), Mockito.any())).willAnswer((invocation) -> {
			this.subscribed.computeIfAbsent(invocation.getArgument(0), (channel) -> new HashSet<>())
				.add(invocation.getArgument(1));
			return null;
		});
		BDDMockito
			.willAnswer(
					(invocation) -> this.subscribed.computeIfPresent(invocation.getArgument(0),
							(channel, owners) -> (owners.remove(invocation.<Object>getArgument(1)) && owners.isEmpty())
									? null : owners))
			.given(this.client)
			.unsubscribe(Mockito.anyString(), Mockito.any());
		this.context.register(Infrastructure.class);
	}

	public static ListeningContext of(Class<?>... types) {
		ListeningContext context = new ListeningContext();
		context.context.register(types);
		context.start();
		return context;
	}

	public void start() {
		this.context.refresh();
		registry().startAll(this.client);
		this.dispatcher = new EventDispatcher(registry(), new ApplicationEventListeners(this.context),
				(listener, event, cause) -> this.failures.add(cause));
	}

	public void send(String channel, String event, @Nullable String data) {
		dispatch(new PusherMessageEvent(this.client, channel, event, data, "user-1", JsonMapper.shared()));
	}

	public void dispatch(PusherApplicationEvent event) {
		dispatcher().accept(event);
	}

	public EventDispatcher dispatcher() {
		if (this.dispatcher == null) {
			throw new IllegalStateException("Not started");
		}
		return this.dispatcher;
	}

	public AnnotationConfigApplicationContext context() {
		return this.context;
	}

	public PusherListenerRegistry registry() {
		return this.context.getBean(PusherListenerRegistry.class);
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public PusherClient client() {
		return this.client;
	}

	/**
	 * Return the channels that are subscribed to.
	 * @return their names, which a test may remove
	 */
	public Set<String> subscribed() {
		return this.subscribed.keySet();
	}

	public List<Throwable> failures() {
		return this.failures;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Infrastructure {

		@Bean
		PusherListenerRegistry registry() {
			return new PusherListenerRegistry();
		}

		@Bean
		static PusherListenerBeanPostProcessor postProcessor(ConfigurableBeanFactory beanFactory,
				ObjectProvider<PusherListenerRegistry> registry) {
			return new PusherListenerBeanPostProcessor(beanFactory, registry);
		}

	}

}
