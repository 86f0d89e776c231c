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

package dev.pusherspring.embedded.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A URL that receives requests about events on channels.
 *
 * @param url the URL
 * @param types the types of events to send
 * @since 1.0.0
 */
public record Webhook(URI url, Set<WebhookType> types) {

	/**
	 * Create a webhook.
	 * @param url the URL
	 * @param types the types of events to send; all types if none is given
	 * @throws IllegalArgumentException if the URL is not an absolute HTTP URL
	 */
	public Webhook(URI url, WebhookType... types) {
		this(url, (types.length > 0) ? EnumSet.copyOf(List.of(types)) : EnumSet.allOf(WebhookType.class));
	}

	/**
	 * Create a webhook.
	 * @param url the URL
	 * @param types the types of events to send
	 * @throws IllegalArgumentException if the URL is not an absolute HTTP URL
	 */
	public Webhook {
		if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
			throw new IllegalArgumentException("Webhook URL '" + url + "' must be an absolute HTTP URL");
		}
		types = Set.copyOf(types);
	}

	/**
	 * Return whether the URL stays on this machine.
	 * @return {@code true} if its host is a loopback address
	 * @throws IllegalArgumentException if the host is unknown
	 */
	public boolean isLoopback() {
		try {
			return InetAddress.getByName(this.url.getHost()).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("Unknown host '" + this.url.getHost() + "'", ex);
		}
	}

}
