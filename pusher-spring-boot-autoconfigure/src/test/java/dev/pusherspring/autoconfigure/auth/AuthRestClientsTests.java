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

package dev.pusherspring.autoconfigure.auth;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.client.auth.http.ProxyAuthenticator;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.publish.ApiServer;
import dev.pusherspring.testsupport.ConnectProxy;
import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link AuthRestClients}: how requests to authorization endpoints are sent.
 */
@Timeout(60)
class AuthRestClientsTests {

	@AutoClose
	// behind a proxy the name of the server is made up
	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.key("app-key")
		.port(0)
		.allowNonLoopback(true)
		.build();

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class));

	private final ApplicationContextRunner jdk = this.runner
		.withClassLoader(new FilteredClassLoader("org.apache.hc.client5", "org.eclipse.jetty.client"));

	@ParameterizedTest
	@CsvSource({ "true,", "false,spring.http.clients.imperative.factory=jdk" })
	void clientOfTheJdkDoesNotAskForHttp2(boolean detected, String property) {
		(detected ? this.jdk : this.runner.withPropertyValues(property)).run((context) -> {
			try (ScriptedServer endpoint = new ScriptedServer()) {
				ScriptedPeer peer = post(context, endpoint);
				assertThat(peer.getRequestLine()).isEqualTo("POST /auth HTTP/1.1");
				assertThat(peer.getHeaders()).doesNotContainKeys("upgrade", "http2-settings");
			}
		});
	}

	@Test
	void applicationMayChooseHttp2() {
		this.jdk.withUserConfiguration(Http2.class).run((context) -> {
			try (ScriptedServer endpoint = new ScriptedServer()) {
				assertThat(post(context, endpoint).getHeaders()).containsEntry("upgrade", "h2c");
			}
		});
	}

	// a repeated request has the same signature, and the caller repeats as configured
	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void httpComponentsDoesNotRepeatRequests(boolean proxy) {
		this.runner.run((context) -> {
			try (ApiServer server = new ApiServer((request) -> ApiServer.answer("503 Unavailable", ""))) {
				int status = client(context, proxy ? new ProxySettings("127.0.0.1", 9, "alice", "planted") : null)
					.post()
					.uri("http://127.0.0.1:{port}/auth", server.getPort())
					.body("socket_id=1.2")
					.exchangeForRequiredValue((request, response) -> response.getStatusCode().value());
				assertThat(status).isEqualTo(503);
				assertThat(server.getRequests()).hasSize(1)
					.allSatisfy((request) -> assertThat(request.head()).contains("Apache-HttpClient"));
			}
		});
	}

	private static ScriptedPeer post(ConfigurableApplicationContext context, ScriptedServer endpoint) {
		RestClient client = client(context, null);
		CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> client.post()
			.uri("http://127.0.0.1:{port}/auth", endpoint.getPort())
			.body("socket_id=1.2")
			.exchangeForRequiredValue((request, response) -> response.getStatusCode().value()));
		ScriptedPeer peer = endpoint.accept();
		peer.readRequest();
		peer.refuse(403, "Content-Length: 0");
		assertThat(status.join()).isEqualTo(403);
		return peer;
	}

	@ParameterizedTest
	@CsvSource({ "http,80", "https,443" })
	void credentialsOpenTheProxyWithHttpComponents(String scheme, int port) {
		behindProxy(this.runner, scheme, port, (authorizer, proxy) -> {
			ChannelAuthorization authorization = authorizer.authorize("private-room", "1.2");
			assertThat(authorization.auth()).startsWith("app-key:");
			assertThat(proxy.getRequests())
				.contains(scheme.equals("https") ? "CONNECT pusher.test:443" : "POST http://pusher.test:80");
		});
	}

	@Test
	void credentialsOpenTheProxyForPlainHttpWithTheClientOfTheJdk() {
		behindProxy(this.jdk, "http", 80, (authorizer, proxy) -> {
			assertThat(authorizer.authorize("private-room", "1.2").auth()).startsWith("app-key:");
			assertThat(proxy.getRequests()).contains("POST http://pusher.test:80");
		});
	}

	@Test
	void whatToDoIsSaidWhereTheJdkKeepsCredentialsFromTunnels() {
		behindProxy(this.jdk, "https", 443, (authorizer, proxy) -> {
			AuthorizationException failure = catchThrowableOfType(AuthorizationException.class,
					() -> authorizer.authorize("private-room", "1.2"));
			assertThat(failure).hasMessageContaining("the proxy demands credentials")
				.hasMessageContaining("-Djdk.http.auth.tunneling.disabledSchemes=")
				.hasMessageContaining("or add org.apache.httpcomponents.client5:httpclient5");
			assertThat(failure.toString()).doesNotContain("alice", "planted");
			assertThat(System.getProperty(ProxyAuthenticator.DISABLED_SCHEMES)).isNull();
		});
	}

	private void behindProxy(ApplicationContextRunner runner, String scheme, int port, Check check) {
		this.server.start();
		boolean tls = scheme.equals("https");
		try (TcpProxy secure = new TcpProxy(this.server.getPort(),
				TestCertificates.get().sslContext(TestCertificates.SERVER), false);
				ConnectProxy proxy = new ConnectProxy(tls ? secure.getPort() : this.server.getPort(),
						"alice:planted")) {
			runner
				.withBean(HttpClientSettings.class,
						() -> HttpClientSettings.ofSslBundle(
								SslBundle.of(SslStoreBundle.of(null, null, TestCertificates.get().trustStore()))))
				.run((context) -> {
					URI endpoint = URI
						.create(scheme + "://pusher.test:" + port + this.server.getAuthEndpoint().getPath());
					RestClient client = client(context,
							new ProxySettings("127.0.0.1", proxy.getPort(), "alice", "planted"));
					check.accept(
							new HttpChannelAuthorizer(client, HttpAuthSettings.builder(endpoint).build(), List.of()),
							proxy);
				});
		}
	}

	private static RestClient client(ConfigurableApplicationContext context, ProxySettings proxy) {
		ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories = context
			.getBeanProvider(ResolvableType.forClass(ClientHttpRequestFactoryBuilder.class));
		return new AuthRestClients(
				context.getBeanProvider(HttpClientSettings.class).getIfAvailable(HttpClientSettings::defaults),
				factories, context.getBeanProvider(RestClient.Builder.class), context.getBeanFactory(),
				context.getEnvironment())
			.create(proxy);
	}

	private interface Check {

		void accept(HttpChannelAuthorizer authorizer, ConnectProxy proxy);

	}

	@Configuration(proxyBeanMethods = false)
	static class Http2 {

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> http2() {
			return (builder) -> builder.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_2));
		}

	}

}
