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

package dev.pusherspring.benchmarks.publish;

import java.util.List;
import java.util.Map;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Event;
import com.pusher.rest.data.Result;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.publish.PusherMessage;
import dev.pusherspring.publish.PusherOperations;

/**
 * A publisher that waits for the answer.
 */
interface Publisher {

	/**
	 * Publish an event.
	 * @param channel name of the channel
	 * @param data the data
	 */
	void publish(String channel, Map<String, Object> data);

	/**
	 * Publish a batch.
	 * @param channel name of the channel
	 * @param data the data of each event
	 */
	void publish(String channel, List<Map<String, Object>> data);

	/**
	 * Return a contender.
	 * @param name the name
	 * @param server the server to publish to
	 * @return the contender
	 */
	static Publisher of(String name, EmbeddedPusherServer server) {
		return switch (name) {
			case "pusher-template" -> new Template(server);
			case "pusher-http-java" -> new Official(server);
			case "rest-client-jdk" -> new RestClientPublisher(server, new JdkClientHttpRequestFactory());
			case "rest-client-simple" -> new RestClientPublisher(server, new SimpleClientHttpRequestFactory());
			default -> throw new IllegalArgumentException("There is no publisher '%s'".formatted(name));
		};
	}

	/**
	 * This project in a Spring Boot application, with default settings.
	 */
	final class Template implements Publisher {

		private final PusherOperations operations;

		private Template(EmbeddedPusherServer server) {
			this.operations = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.bannerMode(Banner.Mode.OFF)
				.properties(Map.of("pusher.app-id", server.getAppId(), "pusher.key", server.getKey(), "pusher.secret",
						server.getSecret(), "pusher.host", server.getHost(), "pusher.port", server.getPort(),
						"pusher.force-tls", "false", "pusher.client.enabled", "false", "logging.level.root", "error"))
				.run()
				.getBean(PusherOperations.class);
		}

		@Override
		public void publish(String channel, Map<String, Object> data) {
			this.operations.trigger(channel, "measured", data);
		}

		@Override
		public void publish(String channel, List<Map<String, Object>> data) {
			this.operations
				.triggerBatch(data.stream().map((each) -> PusherMessage.of(channel, "measured", each)).toList());
		}

		@Configuration(proxyBeanMethods = false)
		@EnableAutoConfiguration
		static class Application {

		}

	}

	/**
	 * Pusher's own library, used as shown in its documentation.
	 */
	final class Official implements Publisher {

		private final Pusher pusher;

		private Official(EmbeddedPusherServer server) {
			this.pusher = new Pusher(server.getAppId(), server.getKey(), server.getSecret());
			this.pusher.setHost(server.getHost() + ":" + server.getPort());
			this.pusher.setEncrypted(false);
		}

		@Override
		public void publish(String channel, Map<String, Object> data) {
			check(this.pusher.trigger(channel, "measured", data));
		}

		@Override
		public void publish(String channel, List<Map<String, Object>> data) {
			check(this.pusher.trigger(data.stream().map((each) -> new Event(channel, "measured", each)).toList()));
		}

		private static void check(Result result) {
			if (result.getStatus() != Result.Status.SUCCESS) {
				throw new IllegalStateException(result.getMessage());
			}
		}

	}

	/**
	 * A simple implementation that an application could contain.
	 */
	final class RestClientPublisher implements Publisher {

		private final SignedCalls calls;

		RestClientPublisher(EmbeddedPusherServer server, ClientHttpRequestFactory requestFactory) {
			this.calls = new SignedCalls(server, requestFactory);
		}

		@Override
		public void publish(String channel, Map<String, Object> data) {
			this.calls.publish(channel, List.of(data));
		}

		@Override
		public void publish(String channel, List<Map<String, Object>> data) {
			this.calls.publish(channel, data);
		}

	}

}
