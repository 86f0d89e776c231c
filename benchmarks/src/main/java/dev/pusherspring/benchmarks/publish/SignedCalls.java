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

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.publish.wire.EventBody;
import dev.pusherspring.publish.wire.RequestSigner;
import dev.pusherspring.signature.Signer;

/**
 * Signed calls with {@link RestClient}, on any HTTP client.
 */
final class SignedCalls {

	private final RestClient restClient;

	private final RequestSigner signer;

	private final String origin;

	private final String path;

	private final JsonMapper mapper = new JsonMapper();

	SignedCalls(EmbeddedPusherServer server, ClientHttpRequestFactory requestFactory) {
		this.restClient = RestClient.builder().requestFactory(requestFactory).build();
		this.signer = new RequestSigner(server.getKey(), new Signer(server.getSecret()));
		this.origin = "http://" + server.getHost() + ":" + server.getPort();
		this.path = "/apps/" + server.getAppId();
	}

	void publish(String channel, List<Map<String, Object>> data) {
		List<EventBody> events = data.stream()
			.map((each) -> new EventBody(List.of(channel), "measured", this.mapper.writeValueAsString(each), null,
					null))
			.toList();
		if (events.size() == 1) {
			post("/events", events.get(0).toBytes());
		}
		else {
			post("/batch_events", EventBody.toBytes(events));
		}
	}

	private void post(String resource, byte[] body) {
		String query = this.signer.query("POST", this.path + resource, Map.of(), body, Instant.now().getEpochSecond());
		this.restClient.post()
			.uri(URI.create(this.origin + this.path + resource + "?" + query))
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toBodilessEntity();
	}

}
