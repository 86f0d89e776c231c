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
import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;
import dev.pusherspring.testsupport.PackagePrivateListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for listener methods of beans that are proxied.
 */
class ProxiedListenerTests {

	@Test
	void methodIsCalledThroughTheProxyOfItsClass() {
		try (ListeningContext context = ListeningContext.of(ClassProxies.class, ClassListener.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(ClassListener.class).heard()).containsExactly("7 on orders");
			assertThat(context.bean(ClassProxies.class).calls).contains("onOrder");
		}
	}

	@Test
	void methodIsCalledThroughTheProxyOfItsInterface() {
		try (ListeningContext context = ListeningContext.of(InterfaceProxies.class, InterfaceListener.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(InterfaceProxies.class).calls).containsExactly("onOrder");
			assertThat(context.bean(OrderHandler.class).heard()).containsExactly("7 on orders");
		}
	}

	@Test
	void methodThatTheProxyDoesNotHaveIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> ListeningContext.of(InterfaceProxies.class, HiddenListener.class))
			.withMessageContaining("bean 'proxiedListenerTests.HiddenListener'")
			.withMessageContaining("onHidden");
	}

	@Test
	void finalMethodBehindAProxyOfItsClassIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> ListeningContext.of(ClassProxies.class, FinalListener.class))
			.withMessageContaining("final")
			.withMessageContaining("onFinal");
	}

	@Test
	void finalMethodWithoutProxyIsCalled() {
		try (ListeningContext context = ListeningContext.of(FinalListener.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(FinalListener.class).heard).containsExactly(7);
		}
	}

	@Test
	void finalMethodThatIsStaticNeedsNoInstance() {
		try (ListeningContext context = ListeningContext.of(ClassProxies.class, StaticListener.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			assertThat(context.failures()).isEmpty();
			assertThat(StaticListener.heard.getAndSet(0)).isEqualTo(7);
		}
	}

	// such a proxy has no other package-private methods than those of its own package
	@Test
	void methodThatIsPrivateToAnotherPackageIsRefusedBehindAProxyOfItsClass() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> ListeningContext.of(ClassProxies.class, ForeignListener.class))
			.withMessageContaining("PackagePrivateListener.on")
			.withMessageContaining("package");
	}

	@Test
	void methodThatIsPrivateToAnotherPackageIsCalledWithoutProxy() {
		try (ListeningContext context = ListeningContext.of(ForeignListener.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(ForeignListener.class).heard()).containsExactly("{\"id\":7}");
		}
	}

	@Test
	void methodIsCalledThroughAProxyAroundAProxy() {
		try (ListeningContext context = ListeningContext.of(InterfaceProxies.class, OuterProxies.class,
				InterfaceListener.class)) {
			context.send("orders", "placed", "{\"id\":7}");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(InterfaceProxies.class).calls).contains("onOrder");
			assertThat(context.bean(OuterProxies.class).calls).contains("onOrder");
			assertThat(context.bean(OrderHandler.class).heard()).containsExactly("7 on orders");
		}
	}

	// as Spring's test support does for each test method
	@Test
	void nextInstanceOfATestClassTakesThePlaceOfTheOneBefore() {
		try (ListeningContext context = ListeningContext.of(OuterProxies.class)) {
			ClassListener first = test(context);
			ClassListener second = test(context);
			context.send("orders", "placed", "{\"id\":7}");
			assertThat(first.heard()).isEmpty();
			assertThat(second.heard()).containsExactly("7 on orders");
		}
	}

	private static ClassListener test(ListeningContext context) {
		ClassListener test = new ClassListener();
		context.context()
			.getAutowireCapableBeanFactory()
			.initializeBean(test, ClassListener.class.getName() + AutowireCapableBeanFactory.ORIGINAL_INSTANCE_SUFFIX);
		return test;
	}

	record Order(int id) {

	}

	interface OrderHandler {

		void onOrder(Order order, String channel);

		List<String> heard();

	}

	static class ClassListener {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		void onOrder(Order order, @ChannelName String channel) {
			this.heard.add(order.id() + " on " + channel);
		}

		List<String> heard() {
			return this.heard;
		}

	}

	static class FinalListener {

		private final List<Integer> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		final void onFinal(Order order) {
			this.heard.add(order.id());
		}

	}

	static class StaticListener {

		private static final AtomicInteger heard = new AtomicInteger();

		@PusherListener(channels = "orders")
		static final void onStatic(Order order) {
			heard.set(order.id());
		}

	}

	static class ForeignListener extends PackagePrivateListener {

	}

	static class InterfaceListener implements OrderHandler {

		private final List<String> heard = new ArrayList<>();

		@Override
		@PusherListener(channels = "orders")
		public void onOrder(Order order, @ChannelName String channel) {
			this.heard.add(order.id() + " on " + channel);
		}

		@Override
		public List<String> heard() {
			return this.heard;
		}

	}

	static class HiddenListener implements Runnable {

		@PusherListener(channels = "orders")
		void onHidden(Order order) {
		}

		@Override
		public void run() {
		}

	}

	static class ClassProxies extends Proxies {

		ClassProxies() {
			super(true);
		}

	}

	static class InterfaceProxies extends Proxies {

		InterfaceProxies() {
			super(false);
		}

	}

	static class OuterProxies extends Proxies {

		OuterProxies() {
			super(false);
		}

		@Override
		boolean isCandidate(Object bean) {
			return bean instanceof OrderHandler;
		}

		@Override
		public int getOrder() {
			return 1;
		}

	}

	/**
	 * Makes proxies as Spring's own post-processors do, before those without an order.
	 */
	abstract static class Proxies implements BeanPostProcessor, Ordered {

		final List<String> calls = new ArrayList<>();

		private final boolean ofClass;

		Proxies(boolean ofClass) {
			this.ofClass = ofClass;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!isCandidate(bean)) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(this.ofClass);
			factory.addAdvice((MethodInterceptor) (invocation) -> {
				this.calls.add(invocation.getMethod().getName());
				return invocation.proceed();
			});
			return factory.getProxy(bean.getClass().getClassLoader());
		}

		boolean isCandidate(Object bean) {
			return bean.getClass().getSimpleName().endsWith("Listener");
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
