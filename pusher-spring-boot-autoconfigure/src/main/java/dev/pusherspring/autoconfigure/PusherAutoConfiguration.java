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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.socket.client.WebSocketClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientBuilder;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.LocalUserProvider;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.channel.ChannelKind;
import dev.pusherspring.client.channel.ChannelName;
import dev.pusherspring.client.channel.encryption.SecretBox;
import dev.pusherspring.client.transport.ProxySettings;
import dev.pusherspring.event.ClientEvents;
import dev.pusherspring.listener.ApplicationEventListeners;
import dev.pusherspring.listener.DeliverySettings;
import dev.pusherspring.listener.EventDelivery;
import dev.pusherspring.listener.EventDispatcher;
import dev.pusherspring.listener.PusherListenerBeanPostProcessor;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;

/**
 * {@link AutoConfiguration Auto-configuration} for Pusher Channels.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = { SslAutoConfiguration.class, JacksonAutoConfiguration.class,
		HttpClientAutoConfiguration.class, RestClientAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PusherProperties.class)
public final class PusherAutoConfiguration {

	private static final String EMBEDDED_SERVER = "dev.pusherspring.embedded.EmbeddedPusherServer";

	private final PusherProperties properties;

	PusherAutoConfiguration(PusherProperties properties) {
		this.properties = properties;
	}

	@Bean
	@ConditionalOnMissingBean(PusherConnectionDetails.class)
	PropertiesPusherConnectionDetails pusherConnectionDetails(ObjectProvider<SslBundles> sslBundles,
			ResourceLoader resourceLoader) {
		if (this.properties.getEmbedded().isEnabled()
				&& !ClassUtils.isPresent(EMBEDDED_SERVER, resourceLoader.getClassLoader())) {
			throw new PusherConfigurationException(
					"'pusher.embedded.enabled' is true but the embedded server is not on the classpath.",
					"Add a dependency on 'dev.pusherspring:pusher-embedded-server', or set "
							+ "'pusher.embedded.enabled' to false.");
		}
		return new PropertiesPusherConnectionDetails(this.properties, sslBundles.getIfAvailable());
	}

	// an application with a client of its own may do without options
	@Bean
	@ConditionalOnMissingBean({ PusherOptions.class, PusherClient.class })
	PusherOptions pusherOptions(PusherConnectionDetails details, ObjectProvider<PusherOptionsCustomizer> customizers) {
		return new PusherOptionsMapper(this.properties, details).map(customizers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	ApplicationEventListeners pusherApplicationEventListeners(ApplicationContext context) {
		return new ApplicationEventListeners(context);
	}

	@Bean
	@ConditionalOnMissingBean
	PusherListenerRegistry pusherListenerRegistry() {
		return new PusherListenerRegistry();
	}

	@Bean
	static PusherListenerBeanPostProcessor pusherListenerBeanPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<PusherListenerRegistry> registry) {
		return new PusherListenerBeanPostProcessor(beanFactory, registry);
	}

	@Bean
	@ConditionalOnMissingBean
	EventDelivery pusherEventDelivery(ApplicationEventListeners listeners, PusherListenerRegistry registry,
			ObjectProvider<PusherListenerErrorHandler> errorHandler,
			ObjectProvider<PusherListenerInterceptor> interceptors, Environment environment) {
		PusherProperties.Listener listener = this.properties.getListener();
		Duration drainTimeout = Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(Duration.ofSeconds(30));
		try {
			DeliverySettings settings = new DeliverySettings(listener.getConcurrency(), listener.getQueueCapacity(),
					listener.getOverflow(), drainTimeout);
			EventDispatcher dispatcher = new EventDispatcher(registry, listeners, errorHandler.getIfUnique(),
					retry(listener.getRetry()), listener.getSlowThreshold());
			interceptors.orderedStream().forEach(dispatcher::addInterceptor);
			return new EventDelivery(settings, deliveryThreads(environment), dispatcher);
		}
		catch (IllegalArgumentException ex) {
			throw PusherOptionsMapper.invalid("pusher.listener", ex);
		}
	}

	private static RetrySettings retry(PusherProperties.Listener.Retry retry) {
		try {
			return new RetrySettings(retry.getMaxAttempts(), retry.getInitialDelay(), retry.getMultiplier(),
					retry.getMaxDelay());
		}
		catch (IllegalArgumentException ex) {
			throw PusherOptionsMapper.invalid("pusher.listener.retry", ex);
		}
	}

	private static ThreadFactory deliveryThreads(Environment environment) {
		if (Threading.VIRTUAL.isActive(environment)) {
			return new VirtualThreadTaskExecutor("pusher-delivery-").getVirtualThreadFactory();
		}
		CustomizableThreadFactory threads = new CustomizableThreadFactory("pusher-delivery-");
		threads.setDaemon(true);
		return threads;
	}

	@Bean
	PusherAuthorizers pusherAuthorizers(PusherConnectionDetails details, ObjectProvider<JsonMapper> jsonMapper,
			ObjectProvider<RestClient.Builder> restClientBuilder,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> httpClientSettings, ObjectProvider<AuthRequestCustomizer> customizers,
			ObjectProvider<LocalUserProvider> users, ObjectProvider<PusherOptions> options,
			ConfigurableListableBeanFactory beanFactory, Environment environment) {
		ProxySettings proxy = options.stream()
			.map(PusherOptions::getProxy)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		if (proxy != null && ProxiedRequests.areSettledBy(beanFactory, environment)) {
			proxy = null;
		}
		return new PusherAuthorizers(this.properties, details, restClientBuilder, requestFactoryBuilder,
				httpClientSettings, proxy, customizers.orderedStream().toList(), users.getIfAvailable(),
				jsonMapper.getIfAvailable(JsonMapper::shared));
	}

	// its thread must end with the context even if the lifecycle never started
	@Bean(destroyMethod = "disconnect")
	@ConditionalOnMissingBean
	PusherClient pusherClient(PusherOptions options, PusherConnectionDetails details, EventDelivery delivery,
			ObjectProvider<JsonMapper> jsonMapper, ObjectProvider<WebSocketClient> webSocketClient,
			ObjectProvider<ChannelAuthorizer> channelAuthorizer, ObjectProvider<UserAuthenticator> userAuthenticator,
			PusherAuthorizers authorizers, ResourceLoader resourceLoader,
			ObjectProvider<PusherClientCustomizer> customizers) {
		JsonMapper mapper = jsonMapper.getIfAvailable(JsonMapper::shared);
		ChannelAuthorizer authorizer = channelAuthorizer.getIfAvailable(authorizers::channelAuthorizer);
		validateChannels(this.properties.getChannels(), authorizer);
		SslContextSource sslContext = new SslContextSource(details::getSslBundle);
		PusherClientBuilder builder = PusherClient.builder(options)
			.webSocketClient(engine(options, webSocketClient.getIfUnique(), sslContext, resourceLoader))
			.sslContext(sslContext)
			.channelAuthorizer(authorizer)
			.userAuthenticator(userAuthenticator.getIfAvailable(authorizers::userAuthenticator))
			.jsonMapper(mapper)
			.listener(new ClientEvents(mapper, delivery::deliver));
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private @Nullable WebSocketClient engine(PusherOptions options, @Nullable WebSocketClient own,
			SslContextSource sslContext, ResourceLoader resourceLoader) {
		if (own != null || this.properties.getEngine() == PusherEngine.JDK) {
			return own;
		}
		return StandardEngine.create(options, sslContext, resourceLoader.getClassLoader());
	}

	private static void validateChannels(List<String> channels, @Nullable ChannelAuthorizer authorizer) {
		for (String channel : channels) {
			try {
				ChannelName.requireValid(channel);
			}
			catch (IllegalArgumentException ex) {
				throw PusherOptionsMapper.invalid("pusher.channels", ex);
			}
			if (ChannelKind.of(channel) == ChannelKind.ENCRYPTED && !SecretBox.isAvailable()) {
				throw new PusherConfigurationException(
						"Channel '%s' in 'pusher.channels' is encrypted, but the library that decrypts is missing."
							.formatted(channel),
						"Add 'org.bouncycastle:bcprov-jdk18on' to the classpath.");
			}
			if (authorizer == null && ChannelKind.of(channel).requiresAuthorization()) {
				throw new PusherConfigurationException(
						"Channel '%s' in 'pusher.channels' needs an authorization, but nothing provides one."
							.formatted(channel),
						"Set 'pusher.auth.endpoint' to an endpoint that authorizes, or 'pusher.secret' to sign "
								+ "locally, or define a ChannelAuthorizer bean.");
			}
		}
	}

	@Bean
	@ConditionalOnMissingBean
	PusherClientLifecycle pusherClientLifecycle(PusherClient client, ObjectProvider<PusherOptions> options,
			EventDelivery delivery, PusherListenerRegistry registry, ApplicationEventListeners listeners) {
		return new PusherClientLifecycle(client, delivery, listeners, registry, this.properties,
				options.getIfAvailable());
	}

}
