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

package dev.pusherspring.test.autoconfigure;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureEmbeddedPusher} on an application with all of its
 * auto-configuration and an authorization endpoint that the test looks after.
 */
@SpringBootTest(properties = { "pusher.auth.endpoint=http://127.0.0.1:1/auth", "pusher.auto-startup=false" })
@AutoConfigureEmbeddedPusher(authorize = false)
class AutoConfigureEmbeddedPusherWithOwnAuthorizationTests {

	@Test
	void endpointOfTheApplicationIsKept(@Autowired PusherConnectionDetails details,
			@Autowired EmbeddedPusherServer server) {
		assertThat(details.getAuthEndpoint()).isEqualTo(URI.create("http://127.0.0.1:1/auth"));
		assertThat(details.getUserAuthEndpoint()).isEqualTo(server.getUserAuthEndpoint());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
