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

package dev.pusherspring.smoke.endpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application on a web server of its own, with two apps whose keys have been rotated.
 */
final class RunningApplication implements AutoCloseable {

	private static final List<String> PROPERTIES = List.of("server.address=127.0.0.1", "server.port=0",
			"pusher.auto-startup=false", "pusher.key=app-key", "pusher.secret=app-secret",
			"pusher.previous-key=old-key", "pusher.previous-secret=old-secret",
			"pusher.encryption-master-key=" + EndpointsApplication.MASTER_KEY, "pusher.apps.orders.key=orders-key",
			"pusher.apps.orders.secret=orders-secret", "pusher.apps.orders.previous-key=old-orders-key",
			"pusher.apps.orders.previous-secret=old-orders-secret", "pusher.web.webhook.path=/pusher/webhook",
			"pusher.web.webhook.max-size=20KB");

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static RunningApplication start(WebApplicationType type, String... properties) {
		Map<String, Object> all = new LinkedHashMap<>();
		Stream.concat(PROPERTIES.stream(), Stream.of(properties)).forEach((property) -> {
			String[] parts = property.split("=", 2);
			all.put(parts[0], parts[1]);
		});
		return new RunningApplication(
				new SpringApplicationBuilder(EndpointsApplication.class).web(type).properties(all).run());
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	Visitor visitor(String name) {
		return new Visitor(port(), name);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
