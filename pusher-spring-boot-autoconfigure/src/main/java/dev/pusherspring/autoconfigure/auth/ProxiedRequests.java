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

package dev.pusherspring.autoconfigure.auth;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.auth.http.ProxyAuthenticator;

/**
 * Requests through a proxy, with the HTTP client of the JDK, or with Apache
 * HttpComponents if the proxy requires credentials, which the JDK does not send for
 * tunnels. Requests to this machine do not use the proxy, because it could not reach this
 * machine.
 */
final class ProxiedRequests {

	private static final String FACTORY_PROPERTY = "spring.http.clients.imperative.factory";

	private ProxiedRequests() {
	}

	/**
	 * Return whether the application configures its HTTP client itself.
	 * @param beanFactory the beans of the application
	 * @param environment the properties of the application
	 * @return whether it selects, customizes or creates the HTTP client
	 */
	static boolean areSettledBy(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		return environment.containsProperty(FACTORY_PROPERTY) || areCustomizedBy(beanFactory);
	}

	/**
	 * Return whether beans of the application determine how requests are sent.
	 * @param beanFactory the beans of the application
	 * @return whether they customize or create the HTTP client
	 */
	static boolean areCustomizedBy(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(ClientHttpRequestFactoryBuilderCustomizer.class, true, false).length > 0) {
			return true;
		}
		for (String name : beanFactory.getBeanNamesForType(ClientHttpRequestFactoryBuilder.class, true, false)) {
			if (!beanFactory.containsBeanDefinition(name) || !ImperativeHttpClientAutoConfiguration.class.getName()
				.equals(beanFactory.getBeanDefinition(name).getFactoryBeanName())) {
				return true;
			}
		}
		return false;
	}

	static ClientHttpRequestFactoryBuilder<?> through(ProxySettings proxy, @Nullable ClassLoader classLoader) {
		ProxySelector selector = new AllButThisMachine(new InetSocketAddress(proxy.host(), proxy.port()));
		String username = proxy.username();
		if (username == null) {
			return ClientHttpRequestFactoryBuilder.jdk().withHttpClientCustomizer((client) -> client.proxy(selector));
		}
		if (ClassUtils.isPresent("org.apache.hc.client5.http.impl.classic.HttpClientBuilder", classLoader)) {
			return HttpComponents.through(proxy, username, selector);
		}
		return ClientHttpRequestFactoryBuilder.jdk()
			.withHttpClientCustomizer((client) -> client.proxy(selector)
				.authenticator(new ProxyAuthenticator(username, proxy.password())));
	}

	/**
	 * Accesses Apache HttpComponents, which is an optional dependency.
	 */
	static final class HttpComponents {

		private HttpComponents() {
		}

		static ClientHttpRequestFactoryBuilder<?> withoutRetries(
				HttpComponentsClientHttpRequestFactoryBuilder builder) {
			return builder.withHttpClientCustomizer((client) -> client.disableAutomaticRetries());
		}

		static ClientHttpRequestFactoryBuilder<?> through(ProxySettings proxy, String username,
				ProxySelector selector) {
			String password = (proxy.password() != null) ? proxy.password() : "";
			BasicCredentialsProvider credentials = new BasicCredentialsProvider();
			credentials.setCredentials(new AuthScope(proxy.host(), proxy.port()),
					new UsernamePasswordCredentials(username, password.toCharArray()));
			return ClientHttpRequestFactoryBuilder.httpComponents()
				.withHttpClientCustomizer((client) -> client.setRoutePlanner(new SystemDefaultRoutePlanner(selector))
					.setDefaultCredentialsProvider(credentials));
		}

	}

	/**
	 * Selects the proxy for all hosts except this machine.
	 */
	private static final class AllButThisMachine extends ProxySelector {

		private final ProxySelector selector;

		private AllButThisMachine(InetSocketAddress proxy) {
			this.selector = ProxySelector.of(proxy);
		}

		@Override
		public List<Proxy> select(URI uri) {
			return isThisMachine(uri.getHost()) ? List.of(Proxy.NO_PROXY) : this.selector.select(uri);
		}

		private static boolean isThisMachine(String host) {
			String name = host.toLowerCase(Locale.ROOT);
			return name.equals("localhost") || name.endsWith(".localhost") || name.matches("127(\\.[0-9]+){3}")
					|| name.equals("[::1]");
		}

		@Override
		public void connectFailed(URI uri, SocketAddress address, IOException ex) {
			this.selector.connectFailed(uri, address, ex);
		}

	}

}
