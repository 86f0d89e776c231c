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

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;

/**
 * {@link ConfigurationCondition} that matches if the application has a default app,
 * because properties or beans configure it or because there is no other app.
 */
class DefaultPusherAppCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Default Pusher app");
		PusherApps apps = PusherApps.of(context.getEnvironment());
		if (apps.hasDefault()) {
			return ConditionOutcome.match(message.because("it is configured, or no other app is"));
		}
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		Assert.state(beanFactory != null, "There is no bean factory");
		AppBeans beans = AppBeans.of(PusherClient.DEFAULT_NAME, beanFactory, context.getEnvironment());
		for (Class<?> type : List.of(PusherConnectionDetails.class, PusherOptions.class, PusherClient.class)) {
			if (beans.exists(type)) {
				return ConditionOutcome.match(message.because("there is a bean of type " + type.getSimpleName()));
			}
		}
		return ConditionOutcome.noMatch(message.because("'pusher.key' is not set, but there are " + apps.getNames()));
	}

}
