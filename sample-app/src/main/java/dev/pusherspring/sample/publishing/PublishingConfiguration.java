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

package dev.pusherspring.sample.publishing;

import com.pusher.rest.Pusher;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * Sets Pusher's server library up to publish to the server that the client is connected
 * to.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnPublishing
class PublishingConfiguration {

	@Bean
	Pusher pusher(PublisherProperties properties, PusherConnectionDetails details,
			ObjectProvider<EmbeddedPusherServer> embedded, JsonMapper jsonMapper) {
		Assert.state(details.getKey() != null, "Publishing needs the app's key");
		EmbeddedPusherServer server = embedded.getIfAvailable();
		String masterKey = (server != null) ? server.getEncryptionMasterKeyBase64() : properties.encryptionMasterKey();
		Pusher pusher = create(properties, details.getKey(), masterKey);
		if (details.getHost() != null) {
			pusher
				.setHost((details.getPort() != null) ? details.getHost() + ":" + details.getPort() : details.getHost());
		}
		else if (details.getCluster() != null) {
			pusher.setCluster(details.getCluster());
		}
		pusher.setEncrypted(details.isForceTls());
		pusher.setDataMarshaller(jsonMapper::writeValueAsString);
		return pusher;
	}

	private static Pusher create(PublisherProperties properties, String key, @Nullable String masterKey) {
		return (masterKey != null) ? new Pusher(properties.appId(), key, properties.secret(), masterKey)
				: new Pusher(properties.appId(), key, properties.secret());
	}

}
