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

package dev.pusherspring.sample.page;

import java.net.URI;
import java.util.List;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.sample.Visitor;

/**
 * Tells the page how to connect to the server that the application is connected to.
 */
@RestController
class SettingsController {

	private final PusherProperties properties;

	private final PusherConnectionDetails details;

	private final ObjectProvider<EmbeddedPusherServer> embedded;

	private final ObjectProvider<PusherOperations> publisher;

	SettingsController(PusherProperties properties, PusherConnectionDetails details,
			ObjectProvider<EmbeddedPusherServer> embedded, ObjectProvider<PusherOperations> publisher) {
		this.properties = properties;
		this.details = details;
		this.embedded = embedded;
		this.publisher = publisher;
	}

	@GetMapping("/api/settings")
	PageSettings settings(HttpSession session) {
		String channelAuth = address(this.details.getAuthEndpoint(), "/pusher/auth");
		String userAuth = this.properties.getUserAuth().isAutoSignin()
				? address(this.details.getUserAuthEndpoint(), "/pusher/user-auth") : null;
		return new PageSettings(this.details.getKey(), this.details.getCluster(), this.details.getHost(),
				this.details.getPort(), this.details.isForceTls(), this.details.getPath(), channelAuth, userAuth,
				channels(channelAuth != null), Visitor.of(session), this.publisher.getIfAvailable() != null,
				this.embedded.getIfAvailable() != null);
	}

	// the configured endpoint, or the endpoint of this application if it can sign
	private @Nullable String address(@Nullable URI endpoint, String own) {
		if (endpoint != null) {
			return endpoint.toString();
		}
		return (this.properties.getSecret() != null) ? own : null;
	}

	private List<String> channels(boolean authorized) {
		return this.properties.getChannels()
			.stream()
			.filter((name) -> authorized || !name.matches("(private|presence)-.*"))
			.toList();
	}

	/**
	 * Settings that the page needs to connect.
	 *
	 * @param key key of the app, which is not a secret
	 * @param cluster cluster of the app, or {@code null}
	 * @param host host of the server, or {@code null} for the host of the cluster
	 * @param port port of the server, or {@code null} for the default port
	 * @param tls whether to connect over TLS
	 * @param path path before {@code /app}
	 * @param channelAuth endpoint that authorizes channels, or {@code null} if there is
	 * none
	 * @param userAuth endpoint that authenticates users, or {@code null} if they cannot
	 * sign in
	 * @param channels the channels to subscribe to
	 * @param visitor the user who looks at the page
	 * @param publishing whether orders can be placed
	 * @param faults whether the page can simulate faults of the server
	 */
	record PageSettings(@Nullable String key, @Nullable String cluster, @Nullable String host, @Nullable Integer port,
			boolean tls, String path, @Nullable String channelAuth, @Nullable String userAuth, List<String> channels,
			Visitor visitor, boolean publishing, boolean faults) {

	}

}
