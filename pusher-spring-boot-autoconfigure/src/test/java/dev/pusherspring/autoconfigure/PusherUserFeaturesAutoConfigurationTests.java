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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.LocalUserProvider;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.auth.http.AuthTransport;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.client.auth.http.HttpUserAuthenticator;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSignInSucceededEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the part of {@link PusherAutoConfiguration} that is about users,
 * authorization, client events and encryption.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherUserFeaturesAutoConfigurationTests {

	private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class, HttpClientAutoConfiguration.class, RestClientAutoConfiguration.class));

	private final ApplicationContextRunner offline = this.contextRunner
		.withPropertyValues("pusher.key=278d425bdf160c739803", "pusher.auto-startup=false");

	private final ApplicationContextRunner embedded = this.contextRunner
		.withPropertyValues("pusher.embedded.enabled=true")
		.withUserConfiguration(Events.class);

	@Test
	void userAuthenticationHasNoEndpointAndDoesNotHappenByDefault() {
		this.offline.run((context) -> {
			PusherProperties.UserAuth userAuth = context.getBean(PusherProperties.class).getUserAuth();
			assertThat(userAuth.isAutoSignin()).isFalse();
			assertThat(userAuth.getEndpoint()).isNull();
			assertThat(userAuth.getTransport()).isEqualTo(AuthTransport.AJAX);
			assertThat(userAuth.getTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(context.getBean(PusherAuthorizers.class).userAuthenticator()).isNull();
		});
	}

	@Test
	void userAuthenticationPropertiesReachTheAuthenticator() {
		this.offline
			.withPropertyValues("pusher.user-auth.endpoint=http://localhost:9/user-auth", "pusher.user-auth.timeout=3s",
					"pusher.user-auth.transport=jsonp", "pusher.user-auth.params.tenant=a")
			.run((context) -> {
				UserAuthenticator authenticator = context.getBean(PusherAuthorizers.class).userAuthenticator();
				assertThat(authenticator).isInstanceOf(HttpUserAuthenticator.class)
					.extracting("settings", InstanceOfAssertFactories.type(HttpAuthSettings.class))
					.satisfies((settings) -> {
						assertThat(settings.getEndpoint()).isEqualTo(URI.create("http://localhost:9/user-auth"));
						assertThat(settings.getTransport()).isEqualTo(AuthTransport.JSONP);
						assertThat(settings.getTimeout()).isEqualTo(Duration.ofSeconds(3));
						assertThat(settings.getParams()).isEqualTo(Map.of("tenant", "a"));
					});
			});
	}

	@Test
	void parametersAndHeadersOfEachEndpointAreItsOwn() {
		this.embedded
			.withPropertyValues("pusher.channels=private-a", "pusher.auth.params.tenant=a", "pusher.auth.headers.X-A=a",
					"pusher.user-auth.params.tenant=u", "pusher.user-auth.headers.X-U=u",
					"pusher.user-auth.auto-signin=true")
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				assertThat(server.awaitAuthorizationRequests(2, Duration.ofSeconds(20))).isTrue();
				AuthorizationRequest channel = request(server, "/pusher/auth");
				assertThat(channel.parameter("tenant")).isEqualTo("a");
				assertThat(channel.header("X-A")).isEqualTo("a");
				assertThat(channel.header("X-U")).isNull();
				AuthorizationRequest user = request(server, "/pusher/user-auth");
				assertThat(user.parameter("tenant")).isEqualTo("u");
				assertThat(user.header("X-U")).isEqualTo("u");
				assertThat(user.header("X-A")).isNull();
			});
	}

	@Test
	void customizersServeBothEndpoints() {
		this.embedded.withPropertyValues("pusher.channels=private-a", "pusher.user-auth.auto-signin=true")
			.withBean(AuthRequestCustomizer.class, () -> (request) -> request.headers().setBearerAuth("fresh"))
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				assertThat(server.awaitAuthorizationRequests(2, Duration.ofSeconds(20))).isTrue();
				assertThat(server.getAuthorizationRequests())
					.allSatisfy((request) -> assertThat(request.header("Authorization")).isEqualTo("Bearer fresh"));
			});
	}

	@Test
	void signsInAtStartupWhenToldTo() {
		this.embedded.withPropertyValues("pusher.user-auth.auto-signin=true").run((context) -> {
			PusherSignInSucceededEvent event = await(context, PusherSignInSucceededEvent.class);
			assertThat(event.getUser()).isEqualTo(context.getBean(PusherClient.class).getUser());
		});
	}

	@Test
	void doesNotSignInByItself() {
		this.embedded.withPropertyValues("pusher.channels=private-a").run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			assertThat(server.awaitSubscribed("private-a", Duration.ofSeconds(20))).isTrue();
			assertThat(server.getAuthorizationRequests()).extracting(AuthorizationRequest::path)
				.containsExactly("/pusher/auth");
		});
	}

	@Test
	void aFailedSignInIsAnEvent() {
		this.embedded.withPropertyValues("pusher.auto-startup=false").run((context) -> {
			context.getBean(EmbeddedPusherServer.class).faults().rejectAuthorization(403, "No");
			context.getBean(PusherClient.class).signin();
			context.getBean(PusherClient.class).connect();
			PusherSignInErrorEvent event = await(context, PusherSignInErrorEvent.class);
			assertThat(event.getStatus()).isEqualTo(403);
			assertThat(event.isRetrying()).isFalse();
		});
	}

	@Test
	void jsonpWithHeadersIsWarnedAbout(CapturedOutput output) {
		this.offline
			.withPropertyValues("pusher.user-auth.endpoint=http://localhost:9/user-auth",
					"pusher.user-auth.transport=jsonp", "pusher.user-auth.headers.X-Token=planted")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("Headers [X-Token] are not sent", "'jsonp'").doesNotContain("planted");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://localhost/x", "/user-auth", "http://user:planted@localhost/x" })
	void anUnusableEndpointIsReportedWithItsProperty(String endpoint) {
		this.offline.withPropertyValues("pusher.user-auth.endpoint=" + endpoint)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.satisfies((ex) -> assertThat(messages(context.getStartupFailure()))
					.contains("'pusher.user-auth.endpoint'")
					.doesNotContain("planted")));
	}

	@Test
	void clientEventPropertiesReachTheOptions() {
		this.offline.withPropertyValues("pusher.client-events.rate=3", "pusher.client-events.queue-capacity=7")
			.run((context) -> {
				PusherOptions options = context.getBean(PusherOptions.class);
				assertThat(options.clientEvents().rate()).isEqualTo(3);
				assertThat(options.clientEvents().queueCapacity()).isEqualTo(7);
			});
	}

	@Test
	void clientEventDefaultsAreThoseOfTheHostedService() {
		this.offline.run((context) -> {
			PusherOptions options = context.getBean(PusherOptions.class);
			assertThat(options.clientEvents().rate()).isEqualTo(10);
			assertThat(options.clientEvents().queueCapacity()).isEqualTo(100);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "rate", "queue-capacity" })
	void unusableClientEventPropertiesAreReported(String property) {
		this.offline.withPropertyValues("pusher.client-events." + property + "=0")
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.contains("'pusher.client-events." + property + "'"));
	}

	@Test
	void theEncryptionMasterKeyDerivesTheSecretsOfChannels() {
		this.offline
			.withPropertyValues("pusher.secret=7ad3773142a6692b25b8", "pusher.encryption-master-key=" + MASTER_KEY)
			.run((context) -> {
				ChannelAuthorizer authorizer = context.getBean(PusherAuthorizers.class).channelAuthorizer();
				assertThat(authorizer).isInstanceOf(SigningAuthorizer.class);
				ChannelAuthorization authorization = authorizer.authorize("private-encrypted-foobar", "1234.1234");
				assertThat(authorization.auth())
					.isEqualTo("278d425bdf160c739803:e6a18892d037c5d5e76a2265df4f086ffc38631605530dfd214aa5bff495f533");
				assertThat(authorization.sharedSecret()).isEqualTo("g3Au6SZ+UCU+IMfFsFva0rq+Gi4tzSHR6WCcWZbS9sY=");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "planted", "not base64!", "cGxhbnRlZA==" })
	void anUnusableEncryptionMasterKeyIsReportedWithoutShowingIt(String key) {
		this.offline.withPropertyValues("pusher.secret=7ad3773142a6692b25b8", "pusher.encryption-master-key=" + key)
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.contains("'pusher.encryption-master-key'")
				.doesNotContain(key));
	}

	@Test
	void aLocalUserProviderSignsUsersAndMembersWithTheSecret() {
		this.offline.withPropertyValues("pusher.secret=7ad3773142a6692b25b8")
			.withBean(LocalUserProvider.class, () -> (socketId, channel) -> new LocalUser("12345", null))
			.run((context) -> {
				PusherAuthorizers authorizers = context.getBean(PusherAuthorizers.class);
				UserAuthentication user = authorizers.userAuthenticator().authenticate("1234.1234");
				assertThat(user.userData()).isEqualTo("{\"id\":\"12345\"}");
				assertThat(user.auth())
					.isEqualTo("278d425bdf160c739803:4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
				assertThat(authorizers.channelAuthorizer().authorize("presence-a", "1.1").channelData())
					.isEqualTo("{\"user_id\":\"12345\"}");
			});
	}

	@Test
	void jacksonPropertiesDoNotChangeWhatTheProtocolDemands() {
		this.offline
			.withPropertyValues("spring.jackson.serialization.wrap-root-value=true",
					"spring.jackson.serialization.indent-output=true", "pusher.secret=7ad3773142a6692b25b8")
			.withBean(LocalUserProvider.class,
					() -> (socketId, channel) -> new LocalUser("12345", Map.of("name", "Zoë")))
			.run((context) -> {
				PusherAuthorizers authorizers = context.getBean(PusherAuthorizers.class);
				assertThat(authorizers.channelAuthorizer().authorize("presence-a", "1.1").channelData())
					.isEqualTo("{\"user_id\":\"12345\",\"user_info\":{\"name\":\"Zoë\"}}");
				assertThat(authorizers.userAuthenticator().authenticate("1.1").userData())
					.isEqualTo("{\"id\":\"12345\",\"user_info\":{\"name\":\"Zoë\"}}");
			});
	}

	@Test
	void withoutALocalUserProviderTheSecretSignsNoUser() {
		this.offline.withPropertyValues("pusher.secret=7ad3773142a6692b25b8")
			.run((context) -> assertThat(context.getBean(PusherAuthorizers.class).userAuthenticator()).isNull());
	}

	@Test
	void anEndpointGoesBeforeTheSecret() {
		this.offline
			.withPropertyValues("pusher.secret=7ad3773142a6692b25b8", "pusher.auth.endpoint=http://localhost:9/auth",
					"pusher.user-auth.endpoint=http://localhost:9/user-auth")
			.withBean(LocalUserProvider.class, () -> (socketId, channel) -> new LocalUser("1", null))
			.run((context) -> {
				PusherAuthorizers authorizers = context.getBean(PusherAuthorizers.class);
				assertThat(authorizers.channelAuthorizer()).isInstanceOf(HttpChannelAuthorizer.class);
				assertThat(authorizers.userAuthenticator()).isInstanceOf(HttpUserAuthenticator.class);
			});
	}

	@Test
	void beansOfTheApplicationReplaceWhatIsConfigured() {
		this.embedded.withPropertyValues("pusher.channels=private-a", "pusher.user-auth.auto-signin=true")
			.withUserConfiguration(OwnAuthorizers.class)
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				assertThat(server.awaitSubscribed("private-a", Duration.ofSeconds(20))).isTrue();
				assertThat(await(context, PusherSignInSucceededEvent.class).getUser().id()).isEqualTo("own");
				assertThat(server.getAuthorizationRequests()).isEmpty();
			});
	}

	@Test
	void aChannelAuthorizerBeanIsEnoughForPrivateChannels() {
		this.offline.withPropertyValues("pusher.channels=private-a,presence-a,private-encrypted-a")
			.withBean(ChannelAuthorizer.class, () -> (channel, socketId) -> new ChannelAuthorization("key:sig"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static AuthorizationRequest request(EmbeddedPusherServer server, String path) {
		return server.getAuthorizationRequests()
			.stream()
			.filter((request) -> request.path().equals(path))
			.findFirst()
			.orElseThrow();
	}

	private static <T extends PusherApplicationEvent> T await(ApplicationContext context, Class<T> type) {
		Events events = context.getBean(Events.class);
		Awaitility.await().until(() -> events.received.stream().anyMatch(type::isInstance));
		return events.received.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
	}

	private static String messages(Throwable failure) {
		StringBuilder text = new StringBuilder();
		for (Throwable ex = failure; ex != null; ex = ex.getCause()) {
			text.append(ex).append('\n');
		}
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		final List<PusherApplicationEvent> received = new CopyOnWriteArrayList<>();

		@EventListener
		void on(PusherApplicationEvent event) {
			this.received.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAuthorizers {

		@Bean
		ChannelAuthorizer ownChannelAuthorizer(EmbeddedPusherServer server) {
			return SigningAuthorizer.builder(server.getKey(), server.getSecret()).build()::authorize;
		}

		@Bean
		UserAuthenticator ownUserAuthenticator(EmbeddedPusherServer server) {
			SigningAuthorizer signing = SigningAuthorizer.builder(server.getKey(), server.getSecret())
				.users((socketId, channel) -> new LocalUser("own", null))
				.build();
			return signing::authenticate;
		}

	}

}
