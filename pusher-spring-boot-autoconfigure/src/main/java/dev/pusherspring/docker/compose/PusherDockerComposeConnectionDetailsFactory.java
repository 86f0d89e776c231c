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

package dev.pusherspring.docker.compose;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.docker.ChannelsServer;
import dev.pusherspring.docker.ServerConnectionDetails;
import dev.pusherspring.docker.ServerSettings;

/**
 * {@link DockerComposeConnectionDetailsFactory} to create {@link PusherConnectionDetails}
 * for a {@link ChannelsServer} service. The labels {@code dev.pusherspring.app-id},
 * {@code dev.pusherspring.key} and {@code dev.pusherspring.secret} take precedence over
 * the app in the environment of the service.
 */
abstract class PusherDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<PusherConnectionDetails> {

	private final ChannelsServer server;

	private PusherDockerComposeConnectionDetailsFactory(ChannelsServer server) {
		super(server.connectionName());
		this.server = server;
	}

	@Override
	protected PusherConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new PusherDockerComposeConnectionDetails(this.server, source.getRunningService());
	}

	static final class Soketi extends PusherDockerComposeConnectionDetailsFactory {

		Soketi() {
			super(ChannelsServer.SOKETI);
		}

	}

	static final class Sockudo extends PusherDockerComposeConnectionDetailsFactory {

		Sockudo() {
			super(ChannelsServer.SOCKUDO);
		}

	}

	static final class Reverb extends PusherDockerComposeConnectionDetailsFactory {

		Reverb() {
			super(ChannelsServer.REVERB);
		}

	}

	/**
	 * {@link PusherConnectionDetails} backed by a {@link RunningService}.
	 */
	private static final class PusherDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements ServerConnectionDetails {

		private final ChannelsServer server;

		private final ServerSettings settings;

		private final String host;

		private final int port;

		private final @Nullable SslBundle sslBundle;

		private PusherDockerComposeConnectionDetails(ChannelsServer server, RunningService service) {
			super(service);
			this.server = server;
			this.settings = labelled(server.settings(service.env()), service.labels());
			this.host = service.host();
			this.port = service.ports().get(this.settings.port());
			this.sslBundle = getSslBundle(service);
		}

		private static ServerSettings labelled(ServerSettings settings, Map<String, String> labels) {
			return new ServerSettings(labels.getOrDefault("dev.pusherspring.app-id", settings.appId()),
					labels.getOrDefault("dev.pusherspring.key", settings.key()),
					labels.getOrDefault("dev.pusherspring.secret", settings.secret()), settings.port(), settings.path(),
					settings.tls());
		}

		@Override
		public ChannelsServer server() {
			return this.server;
		}

		@Override
		public ServerSettings settings() {
			return this.settings;
		}

		@Override
		public String getHost() {
			return this.host;
		}

		@Override
		public Integer getPort() {
			return this.port;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
