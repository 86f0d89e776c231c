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

package dev.pusherspring.autoconfigure.web.reactive;

import java.util.Objects;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import dev.pusherspring.autoconfigure.web.AuthorizationEndpoints;
import dev.pusherspring.autoconfigure.web.PusherAccessAutoConfiguration;
import dev.pusherspring.autoconfigure.web.PusherWebProperties;
import dev.pusherspring.autoconfigure.web.PusherWebhookAutoConfiguration;
import dev.pusherspring.web.WebhookEndpoint;
import dev.pusherspring.web.reactive.AuthorizationRoutes;
import dev.pusherspring.web.reactive.WebhookRoutes;

/**
 * {@link AutoConfiguration Auto-configuration} for endpoints with Spring WebFlux.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = { PusherAccessAutoConfiguration.class, PusherWebhookAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@EnableConfigurationProperties(PusherWebProperties.class)
public final class PusherWebFluxAutoConfiguration {

	PusherWebFluxAutoConfiguration() {
	}

	@Bean
	@ConditionalOnBean(AuthorizationEndpoints.class)
	RouterFunction<ServerResponse> pusherAuthorizationRoutes(ObjectProvider<AuthorizationEndpoints> endpoints,
			PusherWebProperties properties) {
		AuthorizationRoutes routes = new AuthorizationRoutes(properties.getAuth().isJsonp());
		endpoints.stream().forEach((each) -> each.forEach(routes::add));
		return routes.build();
	}

	@Bean
	@ConditionalOnBean(WebhookEndpoint.class)
	RouterFunction<ServerResponse> pusherWebhookRoutes(WebhookEndpoint endpoint, PusherWebProperties properties) {
		return WebhookRoutes.of(Objects.requireNonNull(properties.getWebhook().getPath()), endpoint);
	}

}
