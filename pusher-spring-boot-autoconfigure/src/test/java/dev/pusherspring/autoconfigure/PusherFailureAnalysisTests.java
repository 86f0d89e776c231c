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

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.publish.PusherOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application is told when it cannot start, through the analyzers that
 * Spring Boot finds.
 */
public class PusherFailureAnalysisTests {

	private static final Log logger = LogFactory.getLog(PusherFailureAnalysisTests.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class));

	private final ApplicationContextRunner offline = this.contextRunner.withPropertyValues("pusher.key=my-key",
			"pusher.auto-startup=false");

	@Test
	void absentKey() {
		this.contextRunner.run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription())
				.isEqualTo("No key of a Pusher app is configured: 'pusher.key' is not set.");
			assertThat(analysis.getAction()).contains("Set 'pusher.key' to the key of your app")
				.contains("'pusher.embedded.enabled' to true")
				.contains("'pusher.enabled' to false");
		});
	}

	@Test
	void blankKey() {
		this.contextRunner.withPropertyValues("pusher.key= ").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'pusher.key' is blank");
			assertThat(analysis.getAction()).contains("Set 'pusher.key'");
		});
	}

	@Test
	void malformedDuration() {
		this.offline.withPropertyValues("pusher.connect-timeout=soon").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("pusher.connect-timeout", "soon");
			assertThat(analysis.getAction()).contains("Update your application's configuration");
		});
	}

	@Test
	void malformedUri() {
		this.offline.withPropertyValues("pusher.auth.endpoint=http://[broken").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("pusher.auth.endpoint", "http://[broken");
			assertThat(analysis.getAction()).contains("Update your application's configuration");
		});
	}

	@Test
	void uriThatIsNotAnHttpUrl() {
		for (String uri : List.of("/pusher/auth", "ftp://example.com/auth", "example.com/auth", "http://exa mple/")) {
			this.offline.withPropertyValues("pusher.auth.endpoint=" + uri).run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).as(uri)
					.contains("'pusher.auth.endpoint'", "must be an absolute http or https URL");
				assertThat(analysis.getAction()).contains("Correct 'pusher.auth.endpoint'");
			});
		}
	}

	@Test
	void reservedAuthorizationParameter() {
		this.offline
			.withPropertyValues("pusher.auth.endpoint=http://example.com/auth", "pusher.auth.params.socket_id=1")
			.run((context) -> assertThat(analyze(context).getDescription()).contains("'pusher.auth", "'socket_id'"));
	}

	@Test
	void badCluster() {
		assertInvalid("pusher.cluster", "eu.example.com/");
	}

	@Test
	void badHost() {
		assertInvalid("pusher.host", "https://soketi.local");
	}

	@Test
	void hostThatNoUriCanHold() {
		assertInvalid("pusher.host", "sok eti");
		assertInvalid("pusher.host", "soketi.local:6001");
		assertInvalid("pusher.host", "user@soketi.local");
		assertInvalid("pusher.host", "soketi?x");
	}

	@Test
	void badPort() {
		assertInvalid("pusher.port", "70000");
	}

	@Test
	void badPath() {
		assertInvalid("pusher.path", "/ws?x=1");
		assertInvalid("pusher.path", "/50%");
	}

	@Test
	void badListenerSettings() {
		this.offline.withPropertyValues("pusher.listener.concurrency=0").run((context) -> {
			assertThat(analyze(context).getDescription()).contains("'pusher.listener'", "'concurrency'");
			assertThat(analyze(context).getAction()).contains("Correct 'pusher.listener'");
		});
	}

	@Test
	void invalidChannelName() {
		this.offline.withPropertyValues("pusher.channels=orders,chat rooms").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'pusher.channels'", "'chat rooms'");
			assertThat(analysis.getAction()).contains("Correct 'pusher.channels'");
		});
	}

	@Test
	void privateChannelWithoutAuthorizer() {
		for (String channel : List.of("private-orders", "presence-room", "private-encrypted-vault")) {
			this.offline.withPropertyValues("pusher.channels=orders," + channel).run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).contains("'" + channel + "'", "'pusher.channels'");
				assertThat(analysis.getAction()).contains("'pusher.auth.endpoint'", "'pusher.secret'",
						"ChannelAuthorizer");
			});
		}
	}

	@Test
	void userAuthenticationUriThatIsNotAnHttpUrl() {
		this.offline.withPropertyValues("pusher.user-auth.endpoint=/pusher/user-auth")
			.run((context) -> assertThat(analyze(context).getDescription()).contains("'pusher.user-auth.endpoint'"));
	}

	@Test
	void malformedEncryptionMasterKey() {
		this.offline.withPropertyValues("pusher.secret=my-secret", "pusher.encryption-master-key=hidden-and-short")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).contains("'pusher.encryption-master-key'")
					.doesNotContain("hidden-and-short");
			});
	}

	@Test
	void embeddedServerThatIsNotOnTheClasspath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(EmbeddedPusherServer.class))
			.withPropertyValues("pusher.embedded.enabled=true")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).contains("'pusher.embedded.enabled'", "not on the classpath");
				assertThat(analysis.getAction()).contains("dev.pusherspring:pusher-embedded-server");
			});
	}

	@Test
	void publisherThatNobodyHasConfigured() {
		this.offline.withBean(NeedsPublisher.class).run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains(PusherOperations.class.getName());
			assertThat(analysis.getAction()).contains("Set 'pusher.app-id'");
		});
	}

	private void assertInvalid(String property, String value) {
		this.offline.withPropertyValues(property + "=" + value).run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'" + property + "'", value);
			assertThat(analysis.getAction()).contains("Correct '" + property + "'");
		});
	}

	public static FailureAnalysis analyze(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		ArgumentResolver arguments = ArgumentResolver.of(Environment.class, new StandardEnvironment())
			.and(BeanFactory.class, new DefaultListableBeanFactory());
		FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, arguments, FailureHandler.logging(logger))
			.stream()
			.map((analyzer) -> analyzer.analyze(context.getStartupFailure()))
			.filter((candidate) -> candidate != null)
			.findFirst()
			.orElse(null);
		assertThat(analysis).as("analysis of " + context.getStartupFailure()).isNotNull();
		return analysis;
	}

	static class NeedsPublisher {

		NeedsPublisher(PusherOperations publisher) {
		}

	}

}
