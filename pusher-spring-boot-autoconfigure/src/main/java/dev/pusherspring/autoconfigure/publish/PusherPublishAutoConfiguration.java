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

package dev.pusherspring.autoconfigure.publish;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import dev.pusherspring.autoconfigure.PusherApp;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.publish.AsyncPusherOperations;
import dev.pusherspring.publish.AsyncPusherTemplate;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.publish.PusherTemplate;
import dev.pusherspring.publish.annotation.PublishedEventListener;
import dev.pusherspring.publish.annotation.SendToHandler;

/**
 * {@link AutoConfiguration Auto-configuration} for publishing: templates for the default
 * app and additional apps, and support for annotations. Templates are lazy, because an
 * application that only receives events may lack settings for publishing.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = PusherAutoConfiguration.class)
@ConditionalOnBean(PusherApp.class)
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@Import(PublisherAppsRegistrar.class)
public final class PusherPublishAutoConfiguration {

	static final String FACTORY = "pusherPublisherFactory";

	PusherPublishAutoConfiguration() {
	}

	@Bean(FACTORY)
	PublisherFactory pusherPublisherFactory(ConfigurableListableBeanFactory beanFactory, Environment environment,
			ResourceLoader resourceLoader) {
		return new PublisherFactory(beanFactory, environment, resourceLoader);
	}

	@Bean("pusher.template")
	@Qualifier(PusherClient.DEFAULT_NAME)
	@Lazy
	@Conditional(PublisherCondition.class)
	@ConditionalOnMissingBean(PusherOperations.class)
	PusherTemplate pusherTemplate(PublisherFactory factory, @Qualifier("pusher.app") PusherApp app) {
		return factory.template(app);
	}

	@Bean(name = "pusher.asyncTemplate", destroyMethod = "close")
	@Qualifier(PusherClient.DEFAULT_NAME)
	@Lazy
	@Conditional(PublisherCondition.class)
	@ConditionalOnMissingBean(AsyncPusherOperations.class)
	AsyncPusherTemplate pusherAsyncTemplate(PublisherFactory factory, @Qualifier("pusher.app") PusherApp app,
			PusherTemplate template) {
		return factory.asyncTemplate(app, template);
	}

	@Bean
	SendToHandler pusherSendToHandler(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		return new SendToHandler(new Publishers<>(PusherOperations.class, beanFactory, environment),
				beanFactory::resolveEmbeddedValue);
	}

	@Bean
	PublishedEventListener pusherPublishedEventListener(ConfigurableListableBeanFactory beanFactory,
			Environment environment, ApplicationEventPublisher events) {
		return new PublishedEventListener(new Publishers<>(AsyncPusherOperations.class, beanFactory, environment),
				beanFactory::resolveEmbeddedValue, events);
	}

}
