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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * The initial subscriptions of a client: the configured channels and the channels of its
 * listeners, either all of them or those in the partitions of this instance. Not safe for
 * use by multiple threads.
 */
final class InitialSubscriptions {

	private final String app;

	private final List<String> channels;

	private final boolean signin;

	private final PusherListenerRegistry registry;

	private final Set<String> subscribed = new HashSet<>();

	private @Nullable Predicate<String> part;

	/**
	 * Create a new {@link InitialSubscriptions} instance.
	 * @param app name of the app
	 * @param channels names of the configured channels
	 * @param signin whether to sign in the user of the connection
	 * @param registry subscribes to the channels of listeners
	 */
	InitialSubscriptions(String app, List<String> channels, boolean signin, PusherListenerRegistry registry) {
		this.app = app;
		this.channels = channels;
		this.signin = signin;
		this.registry = registry;
	}

	/**
	 * Limit the subscriptions to some of the channels.
	 * @param part tests whether to subscribe to a channel
	 */
	void divide(Predicate<String> part) {
		this.part = part;
		this.registry.divide(this.app, part);
	}

	void begin(PusherClient client) {
		subscribe(client, true);
		this.registry.startAll(this.app, client);
		if (this.signin) {
			client.signin();
		}
	}

	/**
	 * Test all channels again, and subscribe and unsubscribe accordingly.
	 * @param client the client
	 */
	void refresh(PusherClient client) {
		subscribe(client, false);
		this.registry.refresh(this.app);
	}

	private void subscribe(PusherClient client, boolean again) {
		if (this.part == null) {
			this.channels.forEach(client::subscribe);
			return;
		}
		for (String channel : this.channels) {
			if (!this.part.test(channel)) {
				if (this.subscribed.remove(channel)) {
					client.unsubscribe(channel, this);
				}
			}
			else if (this.subscribed.add(channel) || again) {
				// with an owner, because the application may need the channel as well
				client.subscribe(channel, this);
			}
		}
	}

}
