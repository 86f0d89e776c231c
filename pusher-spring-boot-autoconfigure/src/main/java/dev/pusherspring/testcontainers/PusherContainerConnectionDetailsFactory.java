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

package dev.pusherspring.testcontainers;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.Container;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.docker.ChannelsServer;
import dev.pusherspring.docker.ServerConnectionDetails;
import dev.pusherspring.docker.ServerSettings;

/**
 * {@link ContainerConnectionDetailsFactory} to create {@link PusherConnectionDetails}
 * from a {@link ServiceConnection @ServiceConnection}-annotated container with the image
 * or the connection name of a {@link ChannelsServer}.
 */
class PusherContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, PusherConnectionDetails> {

	PusherContainerConnectionDetailsFactory() {
		super(Arrays.stream(ChannelsServer.values()).map(ChannelsServer::connectionName).toList());
	}

	@Override
	protected PusherConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		ChannelsServer server = Arrays.stream(ChannelsServer.values())
			.filter((candidate) -> source.accepts(candidate.connectionName(), Container.class,
					PusherConnectionDetails.class))
			.findFirst()
			.orElseThrow();
		return new PusherContainerConnectionDetails(server, source);
	}

	/**
	 * {@link PusherConnectionDetails} backed by a {@link ContainerConnectionSource}.
	 */
	private static final class PusherContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements ServerConnectionDetails {

		private final ChannelsServer server;

		private PusherContainerConnectionDetails(ChannelsServer server,
				ContainerConnectionSource<Container<?>> source) {
			super(source);
			this.server = server;
		}

		@Override
		public ChannelsServer server() {
			return this.server;
		}

		// read on access, because a container can be configured until it starts
		@Override
		public ServerSettings settings() {
			return this.server.settings(getContainer().getEnvMap());
		}

		@Override
		public String getHost() {
			return getContainer().getHost();
		}

		@Override
		public Integer getPort() {
			return getContainer().getMappedPort(settings().port());
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
