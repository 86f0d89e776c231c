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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.springframework.context.ApplicationContext;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.pusherspring.autoconfigure.web.PusherWebProperties;

/**
 * Factory for {@link ServerWebExchangeMatcher}s that match the endpoints of Pusher
 * Channels at their configured paths.
 *
 * @since 1.0.0
 */
public final class PusherRequest {

	private PusherRequest() {
	}

	/**
	 * Return a matcher for the endpoints that authorize subscriptions, for all apps.
	 * @return the matcher
	 */
	public static ServerWebExchangeMatcher toAuth() {
		return new EndpointMatcher((properties) -> withApps(properties.getAuth().getPath()));
	}

	/**
	 * Return a matcher for the endpoints that authenticate users, for all apps.
	 * @return the matcher
	 */
	public static ServerWebExchangeMatcher toUserAuth() {
		return new EndpointMatcher((properties) -> withApps(properties.getUserAuth().getPath()));
	}

	/**
	 * Return a matcher for the webhook endpoint. Exclude this endpoint from CSRF
	 * protection and authentication, as the signature of each webhook is verified.
	 * @return the matcher, which matches nothing if there is no such endpoint
	 */
	public static ServerWebExchangeMatcher toWebhook() {
		return new EndpointMatcher((properties) -> {
			String path = properties.getWebhook().getPath();
			return StringUtils.hasText(path) ? List.of(path) : List.of();
		});
	}

	private static List<String> withApps(String path) {
		return List.of(path, path + "/*");
	}

	/**
	 * Matches the paths in the properties of the application that handles a request.
	 */
	private static final class EndpointMatcher implements ServerWebExchangeMatcher {

		private final Function<PusherWebProperties, List<String>> paths;

		private final Map<ApplicationContext, ServerWebExchangeMatcher> matchers = new ConcurrentHashMap<>();

		EndpointMatcher(Function<PusherWebProperties, List<String>> paths) {
			this.paths = paths;
		}

		@Override
		public Mono<MatchResult> matches(ServerWebExchange exchange) {
			ApplicationContext context = exchange.getApplicationContext();
			Assert.state(context != null, "The exchange has no application context");
			return this.matchers.computeIfAbsent(context, this::create).matches(exchange);
		}

		private ServerWebExchangeMatcher create(ApplicationContext context) {
			List<ServerWebExchangeMatcher> matchers = context.getBeanProvider(PusherWebProperties.class)
				.stream()
				.flatMap((properties) -> this.paths.apply(properties).stream())
				.<ServerWebExchangeMatcher>map(PathPatternParserServerWebExchangeMatcher::new)
				.toList();
			return matchers.isEmpty() ? (exchange) -> MatchResult.notMatch() : new OrServerWebExchangeMatcher(matchers);
		}

	}

}
