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
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.client.WebSocketClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what other parts of an application have to do with ours: nothing, unless they
 * are meant for us.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherNeighborTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
		.withPropertyValues("pusher.key=my-key", "pusher.host=127.0.0.1", "pusher.port=1", "pusher.force-tls=false");

	@Test
	void webSocketClientForSomethingElseIsLeftAlone(CapturedOutput output) {
		WebSocketClient stomp = engine();
		this.contextRunner.withBean("stompWebSocketClient", WebSocketClient.class, () -> stomp).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output)
				.contains("does not use the WebSocketClient beans of the application: [stompWebSocketClient]");
		});
		Mockito.verifyNoInteractions(stomp);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pusherWebSocketClient", "pusher" })
	void webSocketClientThatIsMeantForUsIsTheEngine(String name, CapturedOutput output) {
		WebSocketClient engine = engine();
		this.contextRunner.withBean("other", WebSocketClient.class, () -> engine())
			.withBean(name, WebSocketClient.class, () -> engine)
			.run((context) -> {
				assertThat(output).contains("App 'pusher' uses a WebSocketClient bean of the application");
				assertUsed(engine);
			});
	}

	@Test
	void qualifiedWebSocketClientIsTheEngineOfItsApp() {
		this.contextRunner.withPropertyValues("pusher.apps.orders.key=other-key")
			.withUserConfiguration(QualifiedEngines.class)
			.run((context) -> {
				assertUsed(context.getBean("forOrders", WebSocketClient.class));
				assertUsed(context.getBean("forDefault", WebSocketClient.class));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "proxy.host", "host" })
	void settingThatTheBeanCannotHonorIsRefused(String property) {
		this.contextRunner
			.withPropertyValues("pusher.auto-startup=false", "pusher." + property + "=my_host", "pusher.proxy.port=1")
			.withBean("pusherWebSocketClient", WebSocketClient.class, PusherNeighborTests::engine)
			.run((context) -> {
				FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
				assertThat(analysis.getDescription()).contains("'pusher." + property + "'", "WebSocketClient");
				assertThat(analysis.getAction()).contains("remove 'pusher." + property + "'");
			});
	}

	@Test
	void beansOfPushersOwnJavaClientKeepTheirNames() {
		this.contextRunner.withAllowBeanDefinitionOverriding(false)
			.withPropertyValues("pusher.auto-startup=false")
			.withUserConfiguration(OfficialClient.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PusherClient.class)
				.hasSingleBean(PusherOptions.class)
				.hasBean("pusherClient")
				.hasBean("pusherOptions")
				.hasBean("pusherApp"));
	}

	@Test
	void applicationWithoutJackson3OfBootHasNoJsonMapperOfOurs() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.boot.jackson"))
			.withPropertyValues("pusher.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PusherClient.class)
				.doesNotHaveBean(JsonMapper.class));
	}

	@Test
	void disabledClientThatIsInjectedIsExplained(CapturedOutput output) {
		SpringApplication application = new SpringApplication(NeedsClient.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--pusher.enabled=false"));
		assertThat(output).contains("because 'pusher.enabled' is false")
			.contains("Set 'pusher.enabled' to true")
			.contains("ObjectProvider<PusherClient>");
	}

	private static WebSocketClient engine() {
		WebSocketClient engine = Mockito.mock(WebSocketClient.class);
		BDDMockito
			.given(engine.execute(ArgumentMatchers.any(), ArgumentMatchers.any(), ArgumentMatchers.any(URI.class)))
			.willReturn(new CompletableFuture<>());
		return engine;
	}

	private static void assertUsed(WebSocketClient engine) {
		BDDMockito.then(engine)
			.should(Mockito.timeout(20_000))
			.execute(ArgumentMatchers.any(), ArgumentMatchers.any(), ArgumentMatchers.any(URI.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class QualifiedEngines {

		@Bean
		@Qualifier("orders")
		WebSocketClient forOrders() {
			return engine();
		}

		@Bean
		@Qualifier("pusher")
		WebSocketClient forDefault() {
			return engine();
		}

	}

	// as the migration page has it
	@Configuration(proxyBeanMethods = false)
	static class OfficialClient {

		@Bean
		List<String> pusherOptions() {
			return List.of();
		}

		@Bean
		StringBuilder pusherClient() {
			return new StringBuilder();
		}

		@Bean
		StringBuilder pusherApp() {
			return new StringBuilder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(PusherAutoConfiguration.class)
	static class NeedsClient {

		NeedsClient(PusherClient client) {
		}

	}

}
