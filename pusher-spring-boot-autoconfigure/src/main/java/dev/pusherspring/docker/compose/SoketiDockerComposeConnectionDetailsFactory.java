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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.docker.SoketiEnvironment;

/**
 * {@link DockerComposeConnectionDetailsFactory} to create {@link PusherConnectionDetails}
 * for a {@code soketi/soketi} service. The labels {@code dev.pusherspring.app-id},
 * {@code dev.pusherspring.key} and {@code dev.pusherspring.secret} override the default
 * app of the service's environment.
 */
class SoketiDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<PusherConnectionDetails> {

	private static final String APP_ID_LABEL = "dev.pusherspring.app-id";

	private static final String KEY_LABEL = "dev.pusherspring.key";

	private static final String SECRET_LABEL = "dev.pusherspring.secret";

	SoketiDockerComposeConnectionDetailsFactory() {
		super(SoketiEnvironment.CONNECTION_NAME);
	}

	@Override
	protected PusherConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new SoketiDockerComposeConnectionDetails(source.getRunningService());
	}

	/**
	 * {@link PusherConnectionDetails} backed by a {@code soketi/soketi}
	 * {@link RunningService}.
	 */
	private static final class SoketiDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements PusherConnectionDetails {

		private final String appId;

		private final String key;

		private final String secret;

		private final String host;

		private final int port;

		private final boolean forceTls;

		private final @Nullable SslBundle sslBundle;

		private SoketiDockerComposeConnectionDetails(RunningService service) {
			super(service);
			SoketiEnvironment environment = SoketiEnvironment.from(service.env());
			this.appId = service.labels().getOrDefault(APP_ID_LABEL, environment.appId());
			this.key = service.labels().getOrDefault(KEY_LABEL, environment.key());
			this.secret = service.labels().getOrDefault(SECRET_LABEL, environment.secret());
			this.host = service.host();
			this.port = service.ports().get(environment.port());
			this.forceTls = environment.tls();
			this.sslBundle = getSslBundle(service);
		}

		@Override
		public String getAppId() {
			return this.appId;
		}

		@Override
		public String getKey() {
			return this.key;
		}

		@Override
		public String getSecret() {
			return this.secret;
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
		public boolean isForceTls() {
			return this.forceTls;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
