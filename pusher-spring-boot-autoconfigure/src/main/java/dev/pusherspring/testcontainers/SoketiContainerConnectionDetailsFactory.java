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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.Container;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.docker.SoketiEnvironment;

/**
 * {@link ContainerConnectionDetailsFactory} to create {@link PusherConnectionDetails}
 * from a {@link ServiceConnection @ServiceConnection}-annotated container with the
 * {@code soketi/soketi} image, or with that connection name.
 */
class SoketiContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, PusherConnectionDetails> {

	SoketiContainerConnectionDetailsFactory() {
		super(SoketiEnvironment.CONNECTION_NAME);
	}

	@Override
	protected PusherConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new SoketiContainerConnectionDetails(source);
	}

	/**
	 * {@link PusherConnectionDetails} backed by a {@link ContainerConnectionSource}.
	 */
	private static final class SoketiContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements PusherConnectionDetails {

		private SoketiContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		// read on access, as a container may be configured until it starts
		private SoketiEnvironment environment() {
			return SoketiEnvironment.from(getContainer().getEnvMap());
		}

		@Override
		public String getAppId() {
			return environment().appId();
		}

		@Override
		public String getKey() {
			return environment().key();
		}

		@Override
		public String getSecret() {
			return environment().secret();
		}

		@Override
		public String getHost() {
			return getContainer().getHost();
		}

		@Override
		public Integer getPort() {
			return getContainer().getMappedPort(environment().port());
		}

		@Override
		public boolean isForceTls() {
			return environment().tls();
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
