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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the SSL bundle of the connection, of which the trust is renewed while the
 * application runs: the server gets a certificate of another authority, which is refused
 * until the bundle has been updated.
 */
class PusherSslBundleTests {

	private final TestCertificates certificates = TestCertificates.get();

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private TcpProxy before;

	private TcpProxy after;

	// where the client connects to; which certificate it meets there changes
	private TcpProxy front;

	@TempDir
	private Path directory;

	private Path trusted;

	@BeforeEach
	void start() throws IOException {
		this.server.start();
		this.before = tls(TestCertificates.SERVER);
		this.after = tls(TestCertificates.OTHER_AUTHORITY);
		this.front = new TcpProxy(this.before.getPort());
		this.trusted = this.directory.resolve("trusted.pem");
		Files.writeString(this.trusted, this.certificates.certificatePem(TestCertificates.SERVER));
	}

	@AfterEach
	void stop() {
		this.front.close();
		this.after.close();
		this.before.close();
		this.server.stop();
	}

	private TcpProxy tls(String alias) {
		return new TcpProxy(this.server.getPort(), this.certificates.sslContext(alias), false);
	}

	@Test
	void fileThatIsReplacedTakesEffectAtTheNextAttempt() {
		assertRenewal((context, pem) -> {
			try {
				Files.writeString(this.trusted, pem);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}, "spring.ssl.bundle.pem.pusher.reload-on-update=true", "spring.ssl.bundle.watch.file.quiet-period=100ms");
	}

	@Test
	void bundleThatTheApplicationUpdatesTakesEffectAtTheNextAttempt() {
		assertRenewal((context, pem) -> context.getBean(SslBundleRegistry.class)
			.updateBundle("pusher", SslBundle
				.of(new PemSslStoreBundle(null, PemSslStore.load(new PemSslStoreDetails(null, pem, null))))));
	}

	private void assertRenewal(BiConsumer<ApplicationContext, String> update, String... properties) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
					PusherAutoConfiguration.class))
			.withBean(Errors.class)
			.withPropertyValues("pusher.key=" + this.server.getKey(), "pusher.host=localhost",
					"pusher.port=" + this.front.getPort(), "pusher.ssl.bundle=pusher",
					"pusher.reconnect.initial-delay=100ms", "pusher.reconnect.max-delay=100ms",
					"spring.ssl.bundle.pem.pusher.truststore.certificate=" + this.trusted.toUri())
			.withPropertyValues(properties)
			.run((context) -> {
				Errors errors = context.getBean(Errors.class);
				awaitConnected(context);
				this.front.retarget(this.after.getPort());
				this.front.cut();
				Awaitility.await()
					.untilAsserted(() -> assertThat(errors.messages)
						.anyMatch((message) -> message.contains("TLS: ") && message.contains("certification path")));
				assertThat(context.getBean(PusherClient.class).getState()).isNotEqualTo(ConnectionState.CONNECTED);
				update.accept(context, this.certificates.certificatePem(TestCertificates.OTHER_AUTHORITY));
				awaitConnected(context);
			});
	}

	private static void awaitConnected(ApplicationContext context) {
		PusherClient client = context.getBean(PusherClient.class);
		Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.untilAsserted(() -> assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED));
	}

	static class Errors {

		private final List<String> messages = new CopyOnWriteArrayList<>();

		@EventListener
		void onError(PusherErrorEvent event) {
			this.messages.add(event.getMessage());
		}

	}

}
