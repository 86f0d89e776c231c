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

import java.util.Set;

import io.netty.handler.proxy.HttpProxyHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code pusher.engine=netty}.
 */
class NettyEngineTests {

	private static final String THREAD = "pusher-netty";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().port(0).build();

	private TcpProxy network;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.server.start();
		this.network = new TcpProxy(this.server.getPort());
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, PusherAutoConfiguration.class))
			.withPropertyValues("pusher.key=" + this.server.getKey(), "pusher.host=127.0.0.1",
					"pusher.port=" + this.network.getPort(), "pusher.force-tls=false", "pusher.channels=room");
	}

	@AfterEach
	void stop() {
		this.network.close();
		this.server.close();
	}

	@Test
	void nettyIsTheEngineWhenAskedFor() {
		this.runner.withPropertyValues("pusher.engine=netty").run((context) -> {
			awaitSubscribed(context.getBean(PusherClient.class));
			assertThat(this.network.getSent()).containsIgnoringCase("Sec-WebSocket-Key")
				.doesNotContain("User-Agent: Java-http-client");
			assertThat(threads()).contains(THREAD);
		});
		Awaitility.await().untilAsserted(() -> assertThat(threads()).doesNotContain(THREAD));
	}

	@Test
	void nettyOnTheClasspathAloneChangesNothing() {
		this.runner.run((context) -> {
			awaitSubscribed(context.getBean(PusherClient.class));
			assertThat(this.network.getSent()).contains("User-Agent: Java-http-client");
			assertThat(threads()).doesNotContain(THREAD);
		});
	}

	@Test
	void theJdkNeedsNoNetty() {
		this.runner.withPropertyValues("pusher.engine=jdk")
			.withClassLoader(new FilteredClassLoader("io.netty"))
			.run((context) -> awaitSubscribed(context.getBean(PusherClient.class)));
	}

	@Test
	void missingNettyIsExplained() {
		this.runner.withPropertyValues("pusher.engine=netty")
			.withClassLoader(new FilteredClassLoader("io.netty"))
			.run((context) -> assertExplained(context,
					"'pusher.engine' is 'netty' but 'io.netty:netty-codec-http' is not on the classpath.",
					"'io.netty:netty-codec-http'"));
	}

	@Test
	void missingProxyHandlerIsExplained() {
		this.runner.withPropertyValues("pusher.engine=netty", "pusher.proxy.host=proxy.test", "pusher.proxy.port=3128")
			.withClassLoader(new FilteredClassLoader(HttpProxyHandler.class))
			.run((context) -> assertExplained(context,
					"'pusher.engine' is 'netty' and 'pusher.proxy.host' is set but 'io.netty:netty-handler-proxy' is not "
							+ "on the classpath.",
					"'io.netty:netty-handler-proxy'"));
	}

	private static void assertExplained(AssertableApplicationContext context, String description, String dependency) {
		FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
		assertThat(analysis.getDescription()).isEqualTo(description);
		assertThat(analysis.getAction())
			.isEqualTo("Add a dependency on " + dependency + ", or set 'pusher.engine' to 'jdk'.");
	}

	private static Set<String> threads() {
		return Set.copyOf(Thread.getAllStackTraces().keySet().stream().map(Thread::getName).distinct().toList());
	}

	private static void awaitSubscribed(PusherClient client) {
		Awaitility.await().until(() -> {
			var channel = client.getChannel("room");
			return channel != null && channel.isSubscribed();
		});
	}

}
