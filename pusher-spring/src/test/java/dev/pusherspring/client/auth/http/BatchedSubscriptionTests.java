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

package dev.pusherspring.client.auth.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a client with many private channels and an endpoint that is asked for several
 * of them at a time.
 */
class BatchedSubscriptionTests {

	private static final int CHANNELS = 1000;

	private static final String REFUSED = "private-refused";

	private static final Pattern PARAMETER = Pattern.compile("([^=&]+)=([^&]*)");

	@AutoClose
	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	private final RecordingListener listener = new RecordingListener();

	private final AtomicInteger underWay = new AtomicInteger();

	private final AtomicInteger mostUnderWay = new AtomicInteger();

	private volatile boolean batches = true;

	private SigningAuthorizer signing;

	private PusherClient client;

	@BeforeEach
	void start() throws Exception {
		this.server.start();
		this.signing = SigningAuthorizer.builder(this.server.getKey(), this.server.getSecret()).build();
		this.endpoint.respond(this::authorize);
		PusherOptions options = PusherOptions.builder(this.server.getKey())
			.host("127.0.0.1")
			.port(this.server.getPort())
			.forceTls(false)
			.connection((connection) -> connection.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(20))))
			.subscription((subscription) -> subscription.withMaxConcurrency(3))
			.build();
		this.client = new PusherClientBuilder(options)
			.channelAuthorizer(new HttpChannelAuthorizer(
					HttpAuthSettings.builder(this.endpoint.uri("/auth")).batchLimits(BatchLimits.defaults()).build(),
					List.of()))
			.listener(this.listener)
			.build();
		this.client.connect().get(5, TimeUnit.SECONDS);
	}

	@AfterEach
	void stop() throws Exception {
		this.client.disconnect().get(5, TimeUnit.SECONDS);
	}

	@Test
	void aThousandChannelsAreBackAfterTenRequests() {
		List<Channel> channels = subscribe(CHANNELS);
		awaitSubscribed(channels);
		this.endpoint.received().clear();
		reconnect();
		awaitSubscribed(channels);
		assertThat(this.endpoint.received()).hasSize(CHANNELS / 100);
		assertThat(this.mostUnderWay).hasValueLessThanOrEqualTo(3);
		assertThat(this.listener.subscriptionErrors()).isEmpty();
	}

	@Test
	void oneChannelThatIsRefusedIsReportedAndTheOthersAreSubscribed() {
		Channel refused = this.client.subscribe(REFUSED);
		List<Channel> channels = subscribe(50);
		awaitSubscribed(channels);
		Awaitility.await().until(() -> refused.getState() == SubscriptionState.FAILED);
		assertThat(this.listener.subscriptionErrors()).singleElement()
			.extracting(SubscriptionError::channel, SubscriptionError::status, SubscriptionError::retrying)
			.containsExactly(REFUSED, 403, false);
	}

	@Test
	void endpointThatUnderstandsNoBatchesSeesOneOnEachConnection() {
		this.batches = false;
		List<Channel> channels = subscribe(40);
		awaitSubscribed(channels);
		this.endpoint.received().clear();
		reconnect();
		awaitSubscribed(channels);
		assertThat(this.endpoint.received()).hasSize(41);
		assertThat(this.endpoint.received()).filteredOn((request) -> request.body().contains("channel_name["))
			.hasSize(1);
		assertThat(this.listener.subscriptionErrors()).isEmpty();
	}

	private List<Channel> subscribe(int count) {
		return IntStream.range(0, count).mapToObj((number) -> this.client.subscribe("private-" + number)).toList();
	}

	private void reconnect() {
		String socketId = this.client.getSocketId();
		this.server.faults().dropAll();
		Awaitility.await()
			.until(() -> this.client.getSocketId() != null && !this.client.getSocketId().equals(socketId));
	}

	private static void awaitSubscribed(List<Channel> channels) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> channels.stream().allMatch((channel) -> channel.getState() == SubscriptionState.SUBSCRIBED));
	}

	private void authorize(HttpExchange exchange) throws IOException {
		this.mostUnderWay.accumulateAndGet(this.underWay.incrementAndGet(), Math::max);
		try {
			answer(exchange);
		}
		finally {
			this.underWay.decrementAndGet();
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		String form = this.endpoint.received()
			.stream()
			.filter((request) -> request.headers() == exchange.getRequestHeaders())
			.findFirst()
			.orElseThrow()
			.body();
		Map<String, String> parameters = new LinkedHashMap<>();
		for (Matcher matcher = PARAMETER.matcher(form); matcher.find();) {
			parameters.put(matcher.group(1), URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
		}
		String socketId = parameters.remove("socket_id");
		String single = parameters.get("channel_name");
		if (REFUSED.equals(single)) {
			AuthEndpoint.send(exchange, 403, "");
		}
		else if (single != null) {
			AuthEndpoint.send(exchange, 200, JsonMapper.shared().writeValueAsString(auth(single, socketId)));
		}
		else if (!this.batches) {
			AuthEndpoint.send(exchange, 400, "Parameter 'channel_name' is missing");
		}
		else {
			Map<String, Object> outcomes = new LinkedHashMap<>();
			parameters.values().forEach((channel) -> outcomes.put(channel, outcome(channel, socketId)));
			AuthEndpoint.send(exchange, 200, JsonMapper.shared().writeValueAsString(outcomes));
		}
	}

	private Map<String, Object> outcome(String channel, String socketId) {
		return channel.equals(REFUSED) ? Map.of("status", 403) : Map.of("status", 200, "data", auth(channel, socketId));
	}

	private Map<String, String> auth(String channel, String socketId) {
		return Map.of("auth", this.signing.authorize(channel, socketId).auth());
	}

}
