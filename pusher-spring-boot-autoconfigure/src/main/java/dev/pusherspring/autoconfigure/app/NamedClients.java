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

package dev.pusherspring.autoconfigure.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;

import dev.pusherspring.client.PusherClient;

/**
 * The clients of the application by name.
 *
 * @since 1.0.0
 */
public final class NamedClients {

	private static final Pattern CLIENT_OF_APP = Pattern.compile("pusher\\.apps[.\\[](.+?)]?\\.client");

	private NamedClients() {
	}

	/**
	 * Find all clients.
	 * @param beanFactory the bean factory
	 * @return the clients by {@link PusherClient#getName() name}, or by the name of the
	 * bean if another client has that name
	 */
	public static Map<String, PusherClient> in(ConfigurableListableBeanFactory beanFactory) {
		Map<String, PusherClient> clients = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, PusherClient.class)
			.forEach((beanName, client) -> {
				if (clients.putIfAbsent(name(beanName, client), client) != null) {
					clients.put(beanName, client);
				}
			});
		return clients;
	}

	// a mock does not return its name, but the bean belongs to an app
	private static String name(String beanName, PusherClient client) {
		String name = client.getName();
		if (name != null) {
			return name;
		}
		Matcher app = CLIENT_OF_APP.matcher(beanName);
		return app.matches() ? app.group(1) : PusherClient.DEFAULT_NAME;
	}

}
