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

package dev.pusherspring.autoconfigure.web.servlet;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

import dev.pusherspring.autoconfigure.web.PusherWebProperties;

/**
 * Factory for {@link RequestMatcher}s that match the endpoints of Pusher Channels at
 * their configured paths.
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
	public static RequestMatcher toAuth() {
		return new EndpointRequestMatcher((properties) -> withApps(properties.getAuth().getPath()));
	}

	/**
	 * Return a matcher for the endpoints that authenticate users, for all apps.
	 * @return the matcher
	 */
	public static RequestMatcher toUserAuth() {
		return new EndpointRequestMatcher((properties) -> withApps(properties.getUserAuth().getPath()));
	}

	/**
	 * Return a matcher for the webhook endpoint. Exclude this endpoint from CSRF
	 * protection and authentication, as the signature of each webhook is verified.
	 * @return the matcher, which matches nothing if there is no such endpoint
	 */
	public static RequestMatcher toWebhook() {
		return new EndpointRequestMatcher((properties) -> {
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
	private static final class EndpointRequestMatcher implements RequestMatcher {

		private final Function<PusherWebProperties, List<String>> paths;

		private final Map<ServletContext, List<PathPatternRequestMatcher>> matchers = new ConcurrentHashMap<>();

		EndpointRequestMatcher(Function<PusherWebProperties, List<String>> paths) {
			this.paths = paths;
		}

		@Override
		public boolean matches(HttpServletRequest request) {
			return this.matchers.computeIfAbsent(request.getServletContext(), this::create)
				.stream()
				.anyMatch((matcher) -> matcher.matches(request));
		}

		private List<PathPatternRequestMatcher> create(ServletContext servletContext) {
			WebApplicationContext context = WebApplicationContextUtils.getRequiredWebApplicationContext(servletContext);
			String servletPath = context.getEnvironment().getProperty("spring.mvc.servlet.path", "");
			PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
			PathPatternRequestMatcher.Builder based = (servletPath.length() > 1) ? builder.basePath(servletPath)
					: builder;
			return context.getBeanProvider(PusherWebProperties.class)
				.stream()
				.flatMap((properties) -> this.paths.apply(properties).stream())
				.map(based::matcher)
				.toList();
		}

	}

}
