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

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

import dev.pusherspring.autoconfigure.auth.AuthRestClients;
import dev.pusherspring.autoconfigure.lifecycle.UncalledListeners;
import dev.pusherspring.autoconfigure.naming.PropertyNameCheck;
import dev.pusherspring.autoconfigure.naming.UnknownPropertyReport;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.method.PusherListenerBeanPostProcessor;

/**
 * {@link AutoConfiguration Auto-configuration} for Pusher Channels.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		after = { SslAutoConfiguration.class, HttpClientAutoConfiguration.class, RestClientAutoConfiguration.class },
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PusherProperties.class)
@Import({ DefaultPusherAppConfiguration.class, PusherAppsRegistrar.class })
public final class PusherAutoConfiguration {

	PusherAutoConfiguration() {
	}

	@Bean
	static PropertyNameCheck pusherPropertyNameCheck(Environment environment) {
		return new PropertyNameCheck(environment);
	}

	@Bean
	@Lazy(false)
	static UnknownPropertyReport pusherUnknownPropertyReport(ApplicationContext context) {
		return new UnknownPropertyReport(context);
	}

	@Bean
	@ConditionalOnMissingBean
	PusherListenerRegistry pusherListenerRegistry(ObjectProvider<PusherApp> apps) {
		List<String> names = apps.stream().map(PusherApp::name).toList();
		String defaultApp = names.contains(PusherClient.DEFAULT_NAME) ? PusherClient.DEFAULT_NAME : null;
		return new PusherListenerRegistry(names, (defaultApp == null && names.size() == 1) ? names.get(0) : defaultApp);
	}

	@Bean
	UncalledListeners pusherUncalledListeners(ObjectProvider<PusherApp> apps, PusherListenerRegistry registry) {
		return new UncalledListeners(apps.stream()
			.filter((app) -> app.properties().isEnabled() && !app.properties().getClient().isEnabled())
			.map(PusherApp::name)
			.toList(), registry);
	}

	@Bean
	static PusherListenerBeanPostProcessor pusherListenerBeanPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<PusherListenerRegistry> registry) {
		return new PusherListenerBeanPostProcessor(beanFactory, registry);
	}

	@Bean
	AuthRestClients pusherAuthRestClients(ObjectProvider<HttpClientSettings> settings,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories, ObjectProvider<RestClient.Builder> builders,
			ConfigurableListableBeanFactory beanFactory, Environment environment) {
		return new AuthRestClients(settings.getIfAvailable(HttpClientSettings::defaults), factories, builders,
				beanFactory, environment);
	}

}
