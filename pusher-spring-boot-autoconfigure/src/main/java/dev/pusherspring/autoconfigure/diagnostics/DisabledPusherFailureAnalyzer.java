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

package dev.pusherspring.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.publish.AsyncPusherOperations;
import dev.pusherspring.publish.PusherOperations;

/**
 * Analyzes failures caused by a bean that is missing because of
 * {@code pusher.enabled=false} or {@code pusher.client.enabled=false}, or because there
 * is no app id. Takes precedence over the analyzer of Spring Boot, which does not know
 * the reason.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class DisabledPusherFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String PACKAGE = "dev.pusherspring.";

	private final Environment environment;

	DisabledPusherFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		ResolvableType type = cause.getResolvableType();
		if (type == null || !type.toClass().getName().startsWith(PACKAGE)) {
			return null;
		}
		if (this.environment.getProperty("pusher.enabled", Boolean.class, true)) {
			return analyzePart(type.toClass(), cause);
		}
		return new FailureAnalysis(
				"There is no bean of type '%s' because 'pusher.enabled' is false.".formatted(type.toClass().getName()),
				("Set 'pusher.enabled' to true, or make the dependency optional, for example with "
						+ "ObjectProvider<%s>. To keep the client without a connection, set 'pusher.auto-startup' "
						+ "to false.")
					.formatted(type.toClass().getSimpleName()),
				cause);
	}

	private @Nullable FailureAnalysis analyzePart(Class<?> type, NoSuchBeanDefinitionException cause) {
		if (PusherOperations.class.isAssignableFrom(type) || AsyncPusherOperations.class.isAssignableFrom(type)) {
			return new FailureAnalysis(
					"There is no bean of type '%s' because no app id is configured.".formatted(type.getName()),
					"Set 'pusher.app-id' to the id of the Pusher app, in addition to 'pusher.key' and "
							+ "'pusher.secret'. If 'pusher.publish.enabled' is false, remove it.",
					cause);
		}
		if (PusherClient.class.isAssignableFrom(type)
				&& !this.environment.getProperty("pusher.client.enabled", Boolean.class, true)) {
			return new FailureAnalysis(
					"There is no bean of type '%s' because 'pusher.client.enabled' is false.".formatted(type.getName()),
					("Set 'pusher.client.enabled' to true, or make the dependency optional, for example with "
							+ "ObjectProvider<%s>.")
						.formatted(type.getSimpleName()),
					cause);
		}
		return null;
	}

}
