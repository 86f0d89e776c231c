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

package dev.pusherspring.autoconfigure.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.util.UriUtils;

import dev.pusherspring.autoconfigure.PusherApp;
import dev.pusherspring.web.AuthorizationEndpoint;

/**
 * The apps with endpoints. Each app has its own path, so that no request parameter
 * determines which secret is used for signing.
 */
class ServedApps {

	private final List<PusherApp> apps;

	ServedApps(ObjectProvider<PusherApp> apps) {
		this.apps = apps.stream().filter((app) -> app.properties().isEnabled()).toList();
	}

	List<PusherApp> list() {
		return this.apps;
	}

	/**
	 * Create the endpoints of all apps.
	 * @param property name of the property with the path
	 * @param path the path for the default app or the only app; for other apps, the name
	 * of the app is appended
	 * @param factory creates the endpoint of an app, or returns {@code null} if there is
	 * none
	 * @return the endpoints
	 */
	AuthorizationEndpoints endpoints(String property, String path,
			Function<PusherApp, @Nullable AuthorizationEndpoint> factory) {
		EndpointPath.check(property, path);
		Map<String, AuthorizationEndpoint> endpoints = new LinkedHashMap<>();
		for (PusherApp app : this.apps) {
			AuthorizationEndpoint endpoint = factory.apply(app);
			if (endpoint != null && (app.isDefault() || this.apps.size() == 1)) {
				endpoints.put(path, endpoint);
			}
			if (endpoint != null && !app.isDefault()) {
				endpoints.put(path + "/" + UriUtils.encodePathSegment(app.name(), StandardCharsets.UTF_8), endpoint);
			}
		}
		return new AuthorizationEndpoints(endpoints);
	}

}
