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

import java.nio.charset.StandardCharsets;

import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.protocol.ChannelEncryption;
import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.Json;

/**
 * Publishes events from within this process, by the same rules as for server libraries.
 */
final class Publisher {

	private final ChannelEncryption encryption;

	private final int maxEventData;

	Publisher(ServerSettings settings) {
		this.encryption = new ChannelEncryption(settings.encryptionMasterKey());
		this.maxEventData = settings.maxEventData();
	}

	Delivery publish(RunningServer server, String channel, String event, Object payload) {
		ChannelName name = new ChannelName(channel);
		if (!name.isValid()) {
			throw new IllegalArgumentException("Invalid channel name '" + channel + "'");
		}
		String text = (payload instanceof String string) ? string : Json.write(payload);
		String data = name.isEncrypted() ? this.encryption.encrypt(channel, text) : text;
		if (data.getBytes(StandardCharsets.UTF_8).length > this.maxEventData) {
			throw new IllegalArgumentException(
					"The data of event '" + event + "' is larger than " + this.maxEventData + " bytes");
		}
		return new Delivery(server, channel, event, server.call(() -> server.hub().publish(name, event, data, null)));
	}

}
