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

package dev.pusherspring.autoconfigure;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PropertiesPusherConnectionDetails}.
 */
class PropertiesPusherConnectionDetailsTests {

	private final PusherProperties properties = new PusherProperties();

	private final DefaultSslBundleRegistry sslBundles = new DefaultSslBundleRegistry();

	private final PropertiesPusherConnectionDetails details = new PropertiesPusherConnectionDetails(this.properties,
			this.sslBundles);

	@Test
	void returnsWhatThePropertiesSay() {
		this.properties.setKey("my-key");
		this.properties.setSecret("my-secret");
		this.properties.setCluster("eu");
		this.properties.setHost("localhost");
		this.properties.setPort(6001);
		this.properties.setPath("/ws");
		this.properties.setForceTls(false);
		this.properties.getAuth().setEndpoint(URI.create("https://example.com/auth"));
		assertThat(this.details.getKey()).isEqualTo("my-key");
		assertThat(this.details.getSecret()).isEqualTo("my-secret");
		assertThat(this.details.getCluster()).isEqualTo("eu");
		assertThat(this.details.getHost()).isEqualTo("localhost");
		assertThat(this.details.getPort()).isEqualTo(6001);
		assertThat(this.details.getPath()).isEqualTo("/ws");
		assertThat(this.details.isForceTls()).isFalse();
		assertThat(this.details.getAuthEndpoint()).isEqualTo(URI.create("https://example.com/auth"));
	}

	@Test
	void nothingIsThereByDefaultButTheCluster() {
		assertThat(this.details.getKey()).isNull();
		assertThat(this.details.getSecret()).isNull();
		assertThat(this.details.getCluster()).isEqualTo("mt1");
		assertThat(this.details.getHost()).isNull();
		assertThat(this.details.getPort()).isNull();
		assertThat(this.details.getPath()).isEmpty();
		assertThat(this.details.isForceTls()).isTrue();
		assertThat(this.details.getSslBundle()).isNull();
		assertThat(this.details.getAuthEndpoint()).isNull();
	}

	// as from an environment variable that is defined but empty
	@Test
	void blankHostAndSecretAreAbsent() {
		this.properties.setHost(" ");
		this.properties.setSecret("");
		assertThat(this.details.getHost()).isNull();
		assertThat(this.details.getSecret()).isNull();
	}

	@Test
	void sslBundleIsLookedUpEachTimeSoThatReloadedOneIsUsed() {
		SslBundle first = SslBundle.of(SslStoreBundle.NONE);
		SslBundle second = SslBundle.of(SslStoreBundle.NONE);
		this.sslBundles.registerBundle("mine", first);
		this.properties.getSsl().setBundle("mine");
		assertThat(this.details.getSslBundle()).isSameAs(first);
		this.sslBundles.updateBundle("mine", second);
		assertThat(this.details.getSslBundle()).isSameAs(second);
	}

	@Test
	void unknownSslBundleIsNamed() {
		this.properties.getSsl().setBundle("unknown");
		assertThatExceptionOfType(NoSuchSslBundleException.class).isThrownBy(this.details::getSslBundle)
			.withMessageContaining("unknown");
	}

	@Test
	void sslBundleWithoutBundlesInTheContextIsRefused() {
		this.properties.getSsl().setBundle("mine");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PropertiesPusherConnectionDetails(this.properties, null).getSslBundle())
			.withMessage("SSL bundle name has been set but no SSL bundles found in context");
	}

}
