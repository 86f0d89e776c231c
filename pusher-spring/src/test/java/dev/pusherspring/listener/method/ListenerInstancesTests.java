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
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherHandler;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerRegistry;
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
	void lazyBeanIsMadeForItsFirstEvent() {
		start(LazyListener.class);
		assertThat(this.context.subscribed()).containsExactly("late");
		assertThat(listeners()).hasSize(1);
		assertThat(this.context.context().getBeanFactory().containsSingleton("listenerInstancesTests.LazyListener"))
			.isFalse();
		this.context.send("late", "x", "1");
		this.context.send("late", "x", "2");
		assertThat(this.context.failures()).isEmpty();
		assertThat(this.context.bean(LazyListener.class).heard).containsExactly("1", "2");
		assertThat(listeners()).hasSize(1);
	}

	@Test
	void lazyBeanThatIsDeclaredByAnotherTypeIsFoundWhenItComes() {
		start(Declared.class);
		assertThat(listeners()).isEmpty();
		Runnable bean = this.context.context().getBean("declared", Runnable.class);
		assertThat(this.context.subscribed()).containsExactly("late");
		this.context.send("late", "x", "1");
		assertThat(((DeclaredListener) bean).heard).containsExactly("1");
	}

	@Test
	void beanWhoseDefinitionComesLaterIsFoundWithIt() {
		start(Declared.class);
		this.context.context().registerBean("later", LazyListener.class);
		LazyListener bean = this.context.context().getBean("later", LazyListener.class);
		this.context.send("late", "x", "1");
		assertThat(bean.heard).containsExactly("1");
	}

	@Test
	void prototypeIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> start(Prototypes.class))
			.withMessageContaining("bean 'prototype'")
			.havingRootCause()
			.isInstanceOfSatisfying(InvalidPusherListenerException.class,
					(ex) -> assertThat(ex.getAction()).contains("PusherListenerRegistry"));
	}

	@Test
	void prototypesThatAreDeclaredByAnotherTypeDoNotAccumulate() {
		start(HiddenPrototypes.class);
		for (int i = 0; i < 1000; i++) {
			assertThatExceptionOfType(BeanCreationException.class)
				.isThrownBy(() -> this.context.context().getBean("prototype"));
		}
		assertThat(listeners()).isEmpty();
		assertThat(this.context.subscribed()).isEmpty();
	}

	@Test
	void scopedBeanIsOneListenerThatLooksItsTargetUp() {
		this.context.context().getBeanFactory().registerScope("thread", new SimpleThreadScope());
		start(Scoped.class);
		assertThat(listeners()).singleElement()
			.satisfies((listener) -> assertThat(listener.getId()).isEqualTo("scoped.on(String)"));
		assertThat(this.context.subscribed()).containsExactly("orders");
		ScopedListener proxy = this.context.bean(ScopedListener.class);
		this.context.send("orders", "x", "1");
		assertThat(proxy.heard()).as("heard once, not by proxy and instance").containsExactly("1");
		this.context.context().getBeanFactory().destroyScopedBean("scopedTarget.scoped");
		assertThat(listeners()).hasSize(1);
		assertThat(this.context.subscribed()).containsExactly("orders");
		this.context.send("orders", "x", "2");
		assertThat(proxy.heard()).as("the next instance").containsExactly("2");
	}

	@Test
	void scopedBeanWithoutProxyIsLookedUp() {
		this.context.context().getBeanFactory().registerScope("thread", new SimpleThreadScope());
		start(ScopedWithoutProxy.class);
		this.context.send("orders", "x", "1");
		this.context.context().getBeanFactory().destroyScopedBean("scoped");
		this.context.send("orders", "x", "2");
		assertThat(this.context.failures()).isEmpty();
		assertThat(this.context.bean(ScopedListener.class).heard()).containsExactly("2");
		assertThat(listeners()).hasSize(1);
	}

	@Test
	void listenersEndWithTheContextOfTheirBeans() {
		this.context.start();
		AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
		child.setParent(this.context.context());
		child.registerBean(PusherListenerBeanPostProcessor.class,
				() -> new PusherListenerBeanPostProcessor(child.getBeanFactory(),
						this.context.context().getBeanProvider(PusherListenerRegistry.class)));
		child.register(LazyListener.class, EagerListener.class);
		child.refresh();
		EagerListener bean = child.getBean(EagerListener.class);
		assertThat(this.context.subscribed()).containsExactlyInAnyOrder("late", "eager");
		this.context.send("eager", "x", "1");
		child.close();
		assertThat(this.context.subscribed()).isEmpty();
		assertThat(listeners()).isEmpty();
		this.context.send("eager", "x", "2");
		assertThat(bean.heard).containsExactly("1");
	}

	@Test
	void singletonThatIsDestroyedAndMadeAgainIsRegisteredAgain() {
		start(EagerListener.class);
		String name = "listenerInstancesTests.EagerListener";
		this.context.context().getDefaultListableBeanFactory().destroySingleton(name);
		assertThat(listeners()).isEmpty();
		assertThat(this.context.subscribed()).isEmpty();
		EagerListener bean = this.context.bean(EagerListener.class);
		this.context.send("eager", "x", "1");
		assertThat(bean.heard).containsExactly("1");
	}

	@Test
	void objectWithoutDefinitionReplacesTheOneBefore() {
		this.context.start();
		EagerListener first = new EagerListener();
		EagerListener second = new EagerListener();
		this.context.context().getBeanFactory().initializeBean(first, "Test.ORIGINAL");
		this.context.context().getBeanFactory().initializeBean(second, "Test.ORIGINAL");
		this.context.send("eager", "x", "1");
		assertThat(first.heard).isEmpty();
		assertThat(second.heard).containsExactly("1");
	}

	@Test
	void productOfAFactoryBeanIsFound() {
		start(Factories.class);
		assertThat(this.context.subscribed()).contains("eager");
		this.context.send("eager", "x", "1");
		assertThat(this.context.failures()).isEmpty();
		assertThat(this.context.context().getBean("product", EagerListener.class).heard).containsExactly("1");
		assertThat(listeners()).hasSize(2);
	}

	@Test
	void factoryBeanMayListenItself() {
		start(Factories.class);
		this.context.send("factory", "x", "1");
		assertThat(this.context.failures()).isEmpty();
		assertThat(this.context.context().getBean("&product", Products.class).heard).containsExactly("1");
	}

	@Test
	void productThatOnlyItsInterfaceTellsOfIsFoundWhenItComes() {
		start(HiddenFactories.class);
		assertThat(this.context.subscribed()).isEmpty();
		Object product = this.context.context().getBean("product");
		this.context.send("late", "x", "1");
		assertThat(this.context.failures()).isEmpty();
		assertThat(((DeclaredListener) product).heard).containsExactly("1");
	}

	@Test
	void classOfConfigurationMayListen() {
		start(FullConfiguration.class);
		this.context.send("orders", "placed", "1");
		assertThat(this.context.failures()).isEmpty();
		assertThat(this.context.bean(FullConfiguration.class).heard).containsExactly("handler 1", "listener 1");
		assertThat(listeners()).allSatisfy((listener) -> assertThat(listener.toString()).doesNotContain("$$"));
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

		final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "late")
		void on(String text) {
			this.heard.add(text);
		}

	}

	static class EagerListener {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "eager")
		void on(String text) {
			this.heard.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Declared {

		@Bean
		@Lazy
		Runnable declared() {
			return new DeclaredListener();
		}

	}

	static class DeclaredListener extends LazyListener implements Runnable {

		@Override
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@Scope("prototype")
		EagerListener prototype() {
			return new EagerListener();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HiddenPrototypes {

		@Bean
		@Scope("prototype")
		Runnable prototype() {
			return new DeclaredListener();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedWithoutProxy {

		@Bean
		@Scope("thread")
		ScopedListener scoped() {
			return new ScopedListener();
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

	@Configuration(proxyBeanMethods = false)
	static class Factories {

		@Bean
		Products product() {
			return new Products();
		}

	}

	static class Products implements FactoryBean<EagerListener> {

		private final List<String> heard = new ArrayList<>();

		@Override
		public EagerListener getObject() {
			return new EagerListener();
		}

		@Override
		public Class<?> getObjectType() {
			return EagerListener.class;
		}

		@PusherListener(channels = "factory")
		void on(String text) {
			this.heard.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HiddenFactories {

		@Bean
		FactoryBean<Runnable> product() {
			return new FactoryBean<>() {

				@Override
				public Runnable getObject() {
					return new DeclaredListener();
				}

				@Override
				public Class<?> getObjectType() {
					return Runnable.class;
				}

			};
		}

	}

	@Configuration
	@Order(0)
	@PusherListener("orders")
	static class FullConfiguration {

		private final List<String> heard = new ArrayList<>();

		@PusherHandler("placed")
		void handle(String text) {
			this.heard.add("handler " + text);
		}

		@Order(Ordered.LOWEST_PRECEDENCE)
		@PusherListener("orders")
		void listen(String text) {
			this.heard.add("listener " + text);
		}

	}

}
