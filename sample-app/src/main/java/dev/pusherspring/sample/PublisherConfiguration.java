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

package dev.pusherspring.sample;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.client.PusherClient;

/**
 * The sending side, which would usually be another application. It publishes to the
 * server that the client is connected to.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty({ "sample.publisher.app-id", "sample.publisher.secret" })
class PublisherConfiguration {

	@Bean
	OrderPublisher orderPublisher(PublisherProperties properties, PusherConnectionDetails details,
			RestClient.Builder restClientBuilder, JsonMapper jsonMapper) {
		Assert.state(details.getKey() != null && properties.appId() != null && properties.secret() != null,
				"Publishing needs the app's id, key and secret");
		RestClient restClient = restClientBuilder.baseUrl(baseUrl(details)).build();
		RequestSigner signer = new RequestSigner(details.getKey(), properties.secret());
		return new OrderPublisher(restClient, properties.appId(), signer, jsonMapper);
	}

	private static String baseUrl(PusherConnectionDetails details) {
		if (details.getHost() == null) {
			return "https://api-%s.pusher.com".formatted(details.getCluster());
		}
		UriComponentsBuilder url = UriComponentsBuilder.newInstance()
			.scheme(details.isForceTls() ? "https" : "http")
			.host(details.getHost());
		if (details.getPort() != null) {
			url.port(details.getPort());
		}
		return url.toUriString();
	}

	@Bean
	OrderFeed orderFeed(OrderPublisher publisher, PusherClient client) {
		return new OrderFeed(publisher, client);
	}

}
