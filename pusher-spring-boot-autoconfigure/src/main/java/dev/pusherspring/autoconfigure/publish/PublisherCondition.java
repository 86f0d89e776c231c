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

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * {@link ConfigurationCondition} that matches if publishing to the default app is
 * enabled, because it is enabled explicitly, its id is set, or connection details other
 * than the properties may provide the id.
 */
class PublisherCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final String PROPERTIES_DETAILS = "pusher.connectionDetails";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Pusher publishing");
		Environment environment = context.getEnvironment();
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		Assert.state(beanFactory != null, "There is no bean factory");
		if (!beanFactory.containsBean("pusher.app")) {
			return ConditionOutcome.noMatch(message.because("there is no default app"));
		}
		Boolean enabled = environment.getProperty("pusher.publish.enabled", Boolean.class);
		if (enabled != null) {
			return new ConditionOutcome(enabled, message.because("'pusher.publish.enabled' is " + enabled));
		}
		if (StringUtils.hasText(environment.getProperty("pusher.app-id"))) {
			return ConditionOutcome.match(message.because("'pusher.app-id' is set"));
		}
		// the bean for the properties exists only if there is no other
		if (!beanFactory.containsBeanDefinition(PROPERTIES_DETAILS)) {
			return ConditionOutcome.match(message.because("there are connection details other than the properties"));
		}
		return ConditionOutcome.noMatch(message.because("'pusher.app-id' is not set"));
	}

}
