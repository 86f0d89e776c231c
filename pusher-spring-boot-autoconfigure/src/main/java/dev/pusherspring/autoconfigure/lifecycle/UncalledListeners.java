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

package dev.pusherspring.autoconfigure.lifecycle;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * Warns about listeners that are never called because their app has no client.
 *
 * @since 1.0.0
 */
public final class UncalledListeners implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.configuration");

	private final List<String> apps;

	private final PusherListenerRegistry registry;

	/**
	 * Create a new {@link UncalledListeners} instance.
	 * @param apps names of the apps without a client
	 * @param registry the listener methods
	 */
	public UncalledListeners(List<String> apps, PusherListenerRegistry registry) {
		this.apps = List.copyOf(apps);
		this.registry = registry;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		for (String app : this.apps) {
			List<String> ids = this.registry.getListeners(app).stream().map(PusherListenerEndpoint::getId).toList();
			if (!ids.isEmpty()) {
				logger.warn(LogMessage.format("@PusherListener '%2$s' will not be called because '%1$s' is false",
						PusherApps.property(app, "client.enabled"), String.join("', '", ids)));
			}
		}
	}

}
