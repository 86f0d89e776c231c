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

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.DockerComposeFile;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherDockerComposeConnectionDetailsFactory}, as Spring Boot finds and
 * calls it for the services of a compose file.
 */
class PusherDockerComposeConnectionDetailsFactoryTests {

	private final Map<String, String> env = new HashMap<>();

	private final Map<String, String> labels = new HashMap<>();

	@Test
	void publishedImageGivesTheDefaultAppOfSoketi() {
		PusherConnectionDetails details = details("quay.io/soketi/soketi:1.6-16-debian");
		assertThat(details).isNotNull();
		assertThat(details.getKey()).isEqualTo("app-key");
		assertThat(details.getAppId()).isEqualTo("app-id");
		assertThat(details.getSecret()).isEqualTo("app-secret");
		assertThat(details.getHost()).isEqualTo("docker.example.com");
		assertThat(details.getPort()).isEqualTo(36001);
		assertThat(details.isForceTls()).isFalse();
		assertThat(details.getSslBundle()).isNull();
		assertThat(details.getAuthEndpoint()).isNull();
	}

	@Test
	void environmentNamesTheApp() {
		this.env.put("SOKETI_DEFAULT_APP_KEY", "key-of-env");
		this.env.put("SOKETI_DEFAULT_APP_SECRET", "secret-of-env");
		PusherConnectionDetails details = details("soketi/soketi:latest");
		assertThat(details).isNotNull();
		assertThat(details.getKey()).isEqualTo("key-of-env");
		assertThat(details.getSecret()).isEqualTo("secret-of-env");
	}

	@Test
	void labelsGoBeforeTheEnvironment() {
		this.env.put("SOKETI_DEFAULT_APP_KEY", "key-of-env");
		this.env.put("SOKETI_DEFAULT_APP_SECRET", "secret-of-env");
		this.labels.put("dev.pusherspring.app-id", "id-of-label");
		this.labels.put("dev.pusherspring.key", "key-of-label");
		this.labels.put("dev.pusherspring.secret", "secret-of-label");
		PusherConnectionDetails details = details("soketi/soketi");
		assertThat(details).isNotNull();
		assertThat(details.getKey()).isEqualTo("key-of-label");
		assertThat(details.getAppId()).isEqualTo("id-of-label");
		assertThat(details.getSecret()).isEqualTo("secret-of-label");
	}

	@Test
	void portIsThatOfTheServer() {
		this.env.put("SOKETI_PORT", "7001");
		PusherConnectionDetails details = details("soketi/soketi");
		assertThat(details).isNotNull();
		assertThat(details.getPort()).isEqualTo(37001);
	}

	@Test
	void serverWithCertificateIsConnectedToOverTls() {
		this.env.put("SOKETI_SSL_CERT", "/certs/server.crt");
		PusherConnectionDetails details = details("soketi/soketi");
		assertThat(details).isNotNull();
		assertThat(details.isForceTls()).isTrue();
	}

	@Test
	void labelOfBootMakesAnyImageOne() {
		assertThat(details("registry.example.com/mirror/channels:1")).isNull();
		this.labels.put("org.springframework.boot.service-connection", "soketi/soketi");
		assertThat(details("registry.example.com/mirror/channels:1")).isNotNull();
	}

	@Test
	void publishedImageOfSockudoIsOne() {
		for (String suffix : List.of("ID", "KEY", "SECRET")) {
			this.env.put("SOCKUDO_DEFAULT_APP_" + suffix, suffix.toLowerCase(Locale.ROOT) + "-of-env");
		}
		PusherConnectionDetails details = details("sockudo/sockudo:4");
		assertThat(details).isNotNull();
		assertThat(details.getAppId()).isEqualTo("id-of-env");
		assertThat(details.getKey()).isEqualTo("key-of-env");
		assertThat(details.getSecret()).isEqualTo("secret-of-env");
		assertThat(details.getPort()).isEqualTo(36001);
	}

	@Test
	void labelOfBootMakesAnyImageAReverb() {
		this.labels.put("org.springframework.boot.service-connection", "laravel/reverb");
		this.env.put("REVERB_APP_ID", "id-of-env");
		this.env.put("REVERB_APP_KEY", "key-of-env");
		this.env.put("REVERB_APP_SECRET", "secret-of-env");
		PusherConnectionDetails details = details("registry.example.com/shop/broadcasting:1");
		assertThat(details).isNotNull();
		assertThat(details.getAppId()).isEqualTo("id-of-env");
		assertThat(details.getKey()).isEqualTo("key-of-env");
		assertThat(details.getSecret()).isEqualTo("secret-of-env");
		assertThat(details.getPort()).isEqualTo(38080);
	}

	// as the .env file of the Laravel application is inside its image
	@Test
	void labelsNameTheAppOfAReverbWhoseEnvironmentDoesNot() {
		this.labels.put("org.springframework.boot.service-connection", "laravel/reverb");
		PusherConnectionDetails unnamed = details("registry.example.com/shop/broadcasting:1");
		assertThat(unnamed).isNotNull();
		assertThatExceptionOfType(PusherConfigurationException.class).isThrownBy(unnamed::getKey)
			.satisfies((ex) -> assertThat(ex.getAction()).contains("REVERB_APP_KEY", "dev.pusherspring.key"));
		this.labels.put("dev.pusherspring.key", "key-of-label");
		PusherConnectionDetails named = details("registry.example.com/shop/broadcasting:1");
		assertThat(named).isNotNull();
		assertThat(named.getKey()).isEqualTo("key-of-label");
	}

	@Test
	void otherImagesAreLeftAlone() {
		assertThat(details("redis:8")).isNull();
	}

	@Test
	void composeFilesOfTheDocumentationAreUnderstood() throws IOException {
		PusherConnectionDetails soketi = details("docs/compose/compose.yaml", "services.soketi.");
		assertThat(soketi.getAppId()).isEqualTo("shop");
		assertThat(soketi.getKey()).isEqualTo("shop-key");
		assertThat(soketi.getSecret()).isEqualTo("shop-secret");
		assertThat(soketi.getPort()).isEqualTo(36001);
		PusherConnectionDetails reverb = details("docs/compose/reverb.yaml", "services.reverb.");
		assertThat(reverb.getAppId()).isEqualTo("shop");
		assertThat(reverb.getKey()).isEqualTo("shop-key");
		assertThat(reverb.getSecret()).isEqualTo("shop-secret");
		assertThat(reverb.getPort()).isEqualTo(38080);
	}

	@Test
	void detailsGoBeforeProperties() {
		PusherConnectionDetails details = details("soketi/soketi");
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, PusherAutoConfiguration.class))
			.withBean(PusherConnectionDetails.class, () -> details)
			.withPropertyValues("pusher.auto-startup=false", "pusher.key=other", "pusher.host=elsewhere")
			.run((context) -> {
				PusherOptions options = context.getBean(PusherOptions.class);
				assertThat(options.key()).isEqualTo("app-key");
				assertThat(options.server().webSocketHost()).isEqualTo("docker.example.com");
				assertThat(options.server().port()).isEqualTo(36001);
			});
	}

	// an image that is built has a name of Docker Compose's choice
	private PusherConnectionDetails details(String file, String service) throws IOException {
		EnumerablePropertySource<?> properties = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("compose", new ClassPathResource(file))
			.get(0);
		this.env.clear();
		this.labels.clear();
		for (String name : properties.getPropertyNames()) {
			String value = String.valueOf(properties.getProperty(name));
			if (name.startsWith(service + "environment.")) {
				this.env.put(name.substring((service + "environment.").length()), value);
			}
			if (name.startsWith(service + "labels.")) {
				this.labels.put(name.substring((service + "labels.").length()), value);
			}
		}
		Object image = properties.getProperty(service + "image");
		PusherConnectionDetails details = details((image != null) ? image.toString() : "shop-reverb");
		assertThat(details).isNotNull();
		return details;
	}

	private @Nullable PusherConnectionDetails details(String image) {
		Map<Class<?>, ConnectionDetails> details = new ConnectionDetailsFactories(null)
			.getConnectionDetails(source(new Service(image, this.env, this.labels)), false);
		return (PusherConnectionDetails) details.get(PusherConnectionDetails.class);
	}

	// made by Spring Boot alone, from what the docker command says
	private static DockerComposeConnectionSource source(RunningService service) {
		try {
			Constructor<DockerComposeConnectionSource> constructor = DockerComposeConnectionSource.class
				.getDeclaredConstructor(RunningService.class, Environment.class);
			return BeanUtils.instantiateClass(constructor, service, new MockEnvironment());
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Service(String imageName, Map<String, String> env,
			Map<String, String> labels) implements RunningService {

		@Override
		public String name() {
			return "soketi";
		}

		@Override
		public ImageReference image() {
			return ImageReference.of(this.imageName);
		}

		@Override
		public String host() {
			return "docker.example.com";
		}

		@Override
		public ConnectionPorts ports() {
			return new Ports();
		}

		@Override
		public DockerComposeFile composeFile() {
			return DockerComposeFile.of(new File("compose.yaml"));
		}

	}

	private static final class Ports implements ConnectionPorts {

		@Override
		public int get(int containerPort) {
			return 30000 + containerPort;
		}

		@Override
		public List<Integer> getAll() {
			return List.of(36001);
		}

		@Override
		public List<Integer> getAll(@Nullable String protocol) {
			return getAll();
		}

	}

}
