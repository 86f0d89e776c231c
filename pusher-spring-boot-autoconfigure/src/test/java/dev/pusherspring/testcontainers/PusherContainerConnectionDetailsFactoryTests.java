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

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsNotFoundException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.testcontainers.containers.GenericContainer;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherContainerConnectionDetailsFactory}: what Spring Boot makes of
 * containers that are defined but never started.
 */
class PusherContainerConnectionDetailsFactoryTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	@Test
	void imageOfSoketi() {
		this.runner.withUserConfiguration(Soketi.class).run(details((details) -> {
			assertThat(details.getAppId()).isEqualTo("app-id");
			assertThat(details.getKey()).isEqualTo("key-of-soketi");
			assertThat(details.getSecret()).isEqualTo("app-secret");
			assertThat(details.getHost()).isEqualTo("docker.example.com");
			assertThat(details.getPort()).isEqualTo(36001);
			assertThat(details.getPath()).isEmpty();
			assertThat(details.isForceTls()).isFalse();
		}));
	}

	@Test
	void imageOfSockudoFromAnyRegistry() {
		this.runner.withUserConfiguration(Sockudo.class).run(details((details) -> {
			assertThat(details.getAppId()).isEqualTo("id-of-sockudo");
			assertThat(details.getKey()).isEqualTo("key-of-sockudo");
			assertThat(details.getSecret()).isEqualTo("secret-of-sockudo");
			assertThat(details.getPort()).isEqualTo(37001);
			assertThat(details.isForceTls()).isTrue();
		}));
	}

	@Test
	void anyImageUnderTheConnectionNameOfReverb() {
		this.runner.withUserConfiguration(Reverb.class).run(details((details) -> {
			assertThat(details.getAppId()).isEqualTo("id-of-reverb");
			assertThat(details.getKey()).isEqualTo("key-of-reverb");
			assertThat(details.getSecret()).isEqualTo("secret-of-reverb");
			assertThat(details.getPort()).isEqualTo(38080);
			assertThat(details.getPath()).isEqualTo("/ws");
			assertThat(details.isForceTls()).isFalse();
		}));
	}

	@Test
	void reverbWithoutAnAppInItsEnvironmentIsRefused() {
		this.runner.withUserConfiguration(ReverbWithoutApp.class)
			.run(details((details) -> assertThatExceptionOfType(PusherConfigurationException.class)
				.isThrownBy(details::getKey)
				.withMessageContaining("'laravel/reverb'")
				.satisfies((ex) -> assertThat(ex.getAction()).contains("REVERB_APP_KEY"))));
	}

	@Test
	void otherImagesAreLeftAlone() {
		this.runner.withUserConfiguration(Other.class)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(ConnectionDetailsNotFoundException.class));
	}

	private static ContextConsumer<AssertableApplicationContext> details(Consumer<PusherConnectionDetails> assertions) {
		return (context) -> assertions.accept(context.getBean(PusherConnectionDetails.class));
	}

	/**
	 * A container that is not started, and has a port for each port all the same.
	 */
	private static final class Definition extends GenericContainer<Definition> {

		private final String image;

		private Definition(String image) {
			super(image);
			this.image = image;
		}

		// the image is not there
		@Override
		public String getDockerImageName() {
			return this.image;
		}

		@Override
		public void start() {
		}

		@Override
		public String getHost() {
			return "docker.example.com";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			return 30000 + originalPort;
		}

	}

	@ImportTestcontainers
	static class Soketi {

		@ServiceConnection
		static final GenericContainer<?> soketi = new Definition("quay.io/soketi/soketi:1.6-16-debian")
			.withEnv("SOKETI_DEFAULT_APP_KEY", "key-of-soketi");

	}

	@ImportTestcontainers
	static class Sockudo {

		@ServiceConnection
		static final GenericContainer<?> sockudo = new Definition("ghcr.io/sockudo/sockudo:latest")
			.withEnv("SOCKUDO_DEFAULT_APP_ID", "id-of-sockudo")
			.withEnv("SOCKUDO_DEFAULT_APP_KEY", "key-of-sockudo")
			.withEnv("SOCKUDO_DEFAULT_APP_SECRET", "secret-of-sockudo")
			.withEnv("PORT", "7001")
			.withEnv("SSL_ENABLED", "true");

	}

	@ImportTestcontainers
	static class Reverb {

		@ServiceConnection("laravel/reverb")
		static final GenericContainer<?> reverb = new Definition("registry.example.com/shop/broadcasting:1")
			.withEnv("REVERB_APP_ID", "id-of-reverb")
			.withEnv("REVERB_APP_KEY", "key-of-reverb")
			.withEnv("REVERB_APP_SECRET", "secret-of-reverb")
			.withEnv("REVERB_SERVER_PATH", "/ws");

	}

	@ImportTestcontainers
	static class ReverbWithoutApp {

		@ServiceConnection("laravel/reverb")
		static final GenericContainer<?> reverb = new Definition("registry.example.com/shop/broadcasting:1");

	}

	@ImportTestcontainers
	static class Other {

		@ServiceConnection
		static final GenericContainer<?> redis = new Definition("redis:8");

	}

}
