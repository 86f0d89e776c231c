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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes orders through the REST API of a Channels server.
 */
class OrderPublisher {

	private final RestClient restClient;

	private final String path;

	private final RequestSigner signer;

	private final JsonMapper jsonMapper;

	OrderPublisher(RestClient restClient, String appId, RequestSigner signer, JsonMapper jsonMapper) {
		this.restClient = restClient;
		this.path = "/apps/%s/events".formatted(appId);
		this.signer = signer;
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Publish an order.
	 * @param order the order
	 * @param channels names of the channels to publish it on
	 */
	void publish(Order order, List<String> channels) {
		// the data of an event is a string, whatever the string contains
		Map<String, Object> event = Map.of("name", Order.PLACED, "channels", channels, "data",
				this.jsonMapper.writeValueAsString(order));
		byte[] body = this.jsonMapper.writeValueAsBytes(event);
		String query = this.signer.sign(this.path, body, Instant.now());
		this.restClient.post()
			.uri((uri) -> uri.path(this.path).query(query).build())
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toBodilessEntity();
	}

}
