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

package dev.pusherspring.autoconfigure.embedded;

import java.net.URI;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * {@link AutoConfiguration Auto-configuration} for the embedded Channels server. The
 * client depends on the connection details, and therefore starts after the server and
 * stops before it.
 *
 * @since 1.0.0
 */
@AutoConfiguration(before = PusherAutoConfiguration.class)
@ConditionalOnClass(EmbeddedPusherServer.class)
@ConditionalOnBooleanProperty("pusher.embedded.enabled")
@Conditional(DefaultPusherAppCondition.class)
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PusherProperties.class)
public final class EmbeddedPusherAutoConfiguration {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.embedded");

	private static final List<String> IGNORED = List.of("pusher.cluster", "pusher.host", "pusher.port", "pusher.path",
			"pusher.http.host", "pusher.http.port");

	EmbeddedPusherAutoConfiguration() {
	}

	@Bean(initMethod = "start", destroyMethod = "stop")
	@ConditionalOnMissingBean
	EmbeddedPusherServer embeddedPusherServer(PusherProperties properties,
			ObjectProvider<EmbeddedPusherServerCustomizer> customizers) {
		return server(properties, customizers);
	}

	static EmbeddedPusherServer server(PusherProperties properties,
			ObjectProvider<EmbeddedPusherServerCustomizer> customizers) {
		EmbeddedPusherServer.Builder builder = EmbeddedPusherServer.builder().port(properties.getEmbedded().getPort());
		if (StringUtils.hasText(properties.getKey())) {
			builder.key(properties.getKey());
		}
		if (StringUtils.hasText(properties.getAppId())) {
			builder.appId(properties.getAppId());
		}
		if (StringUtils.hasText(properties.getSecret())) {
			builder.secret(properties.getSecret());
		}
		if (StringUtils.hasText(properties.getEncryptionMasterKey())) {
			builder.encryptionMasterKeyBase64(properties.getEncryptionMasterKey());
		}
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean(PusherConnectionDetails.class)
	EmbeddedPusherConnectionDetails embeddedPusherConnectionDetails(EmbeddedPusherServer server,
			PusherProperties properties, ConfigurableEnvironment environment) {
		LocalPort.publish(server.getPort(), environment);
		List<String> ignored = IGNORED.stream().filter(environment::containsProperty).toList();
		logger
			.info("The client connects to the embedded Channels server on " + server.getHost() + ":" + server.getPort()
					+ (ignored.isEmpty() ? "" : "; ignored properties: '" + String.join("', '", ignored) + "'"));
		return new EmbeddedPusherConnectionDetails(server, properties);
	}

	/**
	 * {@link PusherConnectionDetails} of the embedded server. Authorization endpoints of
	 * the application take precedence over those of the server.
	 */
	static final class EmbeddedPusherConnectionDetails implements PusherConnectionDetails {

		private final EmbeddedPusherServer server;

		private final PusherProperties properties;

		EmbeddedPusherConnectionDetails(EmbeddedPusherServer server, PusherProperties properties) {
			this.server = server;
			this.properties = properties;
		}

		@Override
		public String getKey() {
			return this.server.getKey();
		}

		@Override
		public String getAppId() {
			return this.server.getAppId();
		}

		@Override
		public String getEncryptionMasterKey() {
			return this.server.getEncryptionMasterKeyBase64();
		}

		@Override
		public String getSecret() {
			return this.server.getSecret();
		}

		@Override
		public String getHost() {
			return this.server.getHost();
		}

		@Override
		public Integer getPort() {
			return this.server.getPort();
		}

		@Override
		public String getHttpHost() {
			return this.server.getHost();
		}

		@Override
		public Integer getHttpPort() {
			return this.server.getPort();
		}

		@Override
		public boolean isForceTls() {
			return false;
		}

		@Override
		public URI getAuthEndpoint() {
			URI own = this.properties.getAuth().getEndpoint();
			return (own != null) ? own : this.server.getAuthEndpoint();
		}

		@Override
		public URI getUserAuthEndpoint() {
			URI own = this.properties.getUserAuth().getEndpoint();
			return (own != null) ? own : this.server.getUserAuthEndpoint();
		}

	}

}
