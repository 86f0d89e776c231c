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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for listener methods of beans that come late or several times.
 */
class ListenerInstancesTests {

	private final ListeningContext context = new ListeningContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void lazyBeanIsRegisteredAndSubscribedWhenItComes() {
		start(LazyListener.class);
		assertThat(listeners()).isEmpty();
		LazyListener bean = this.context.bean(LazyListener.class);
		assertThat(this.context.subscribed()).containsExactly("late");
		this.context.send("late", "x", "1");
		assertThat(bean.heard).containsExactly("1");
	}

	@Test
	void eachInstanceOfAPrototypeIsAListener() {
		start(Prototypes.class);
		PrototypeListener first = this.context.bean(PrototypeListener.class);
		PrototypeListener second = this.context.bean(PrototypeListener.class);
		this.context.send("orders", "x", "1");
		assertThat(first.heard).containsExactly("1");
		assertThat(second.heard).containsExactly("1");
		assertThat(listeners()).extracting(PusherListenerEndpoint::getId)
			.containsExactly("prototype.on(String)", "prototype@2.on(String)");
	}

	@Test
	void secondInstanceWithTheSameExplicitIdIsRefused() {
		start(Prototypes.class);
		this.context.context().getBean("named");
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> this.context.context().getBean("named"))
			.havingRootCause()
			.isInstanceOfSatisfying(InvalidPusherListenerException.class,
					(ex) -> assertThat(ex.getAction()).contains("several instances cannot have an id"));
	}

	@Test
	void instanceOfAScopeIsAListenerUntilItsScopeEnds() {
		this.context.context().getBeanFactory().registerScope("thread", new SimpleThreadScope());
		start(Scoped.class);
		ScopedListener proxy = this.context.bean(ScopedListener.class);
		assertThat(proxy.heard()).isEmpty();
		assertThat(this.context.subscribed()).containsExactly("orders");
		this.context.send("orders", "x", "1");
		assertThat(proxy.heard()).as("heard once, not by proxy and instance").containsExactly("1");
		this.context.context().getBeanFactory().destroyScopedBean("scopedTarget.scoped");
		assertThat(listeners()).isEmpty();
		assertThat(this.context.subscribed()).isEmpty();
		assertThat(proxy.heard()).isEmpty();
		this.context.send("orders", "x", "2");
		assertThat(proxy.heard()).as("the next instance").containsExactly("2");
	}

	private void start(Class<?> type) {
		this.context.context().register(type);
		this.context.start();
	}

	private List<PusherListenerEndpoint> listeners() {
		return List.copyOf(this.context.registry().getListeners());
	}

	@Lazy
	static class LazyListener {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "late")
		void on(String text) {
			this.heard.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@Scope("prototype")
		PrototypeListener prototype() {
			return new PrototypeListener();
		}

		@Bean
		@Scope("prototype")
		NamedListener named() {
			return new NamedListener();
		}

	}

	static class PrototypeListener {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		void on(String text) {
			this.heard.add(text);
		}

	}

	static class NamedListener {

		@PusherListener(id = "named", channels = "orders")
		void on(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		ScopedListener scoped() {
			return new ScopedListener();
		}

	}

	static class ScopedListener {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		void on(String text) {
			this.heard.add(text);
		}

		List<String> heard() {
			return this.heard;
		}

	}

}
