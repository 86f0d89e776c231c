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

package dev.pusherspring.embedded;

import java.net.InetAddress;
import java.net.UnknownHostException;

import dev.pusherspring.embedded.webhook.Webhook;

/**
 * Restricts a server to this machine unless configured otherwise, since it signs for
 * anyone who asks.
 *
 * @param anywhere whether other machines may be involved
 */
record Reach(boolean anywhere) {

	InetAddress resolve(String host) {
		InetAddress address;
		try {
			address = InetAddress.getByName(host);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("Unknown host '" + host + "'", ex);
		}
		if (!this.anywhere && !address.isLoopbackAddress()) {
			throw new IllegalArgumentException("The embedded server cannot listen on '" + host
					+ "', which is not a loopback address. Use a loopback address or 'allowNonLoopback(true)'");
		}
		return address;
	}

	void check(Webhook webhook) {
		if (!this.anywhere && !webhook.isLoopback()) {
			throw new IllegalArgumentException("The embedded server cannot call webhook '" + webhook.url()
					+ "', which is not on a loopback address. Use a loopback address or 'allowNonLoopback(true)'");
		}
	}

}
