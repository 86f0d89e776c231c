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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for orders that are placed while the connection is lost.
 */
@SpringBootTest(
		properties = { "sample.feed.interval=1h", "pusher.reconnect.initial-delay=500ms", "pusher.reconnect.jitter=0" })
@AutoConfigureMockMvc
@Import(ReceivedEvents.class)
class MissedOrdersTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private PusherClient client;

	@Autowired
	private ReceivedEvents received;

	@Test
	void ordersPlacedDuringAnOutageArriveOnceAndInOrder() {
		awaitSubscribed();
		long first = place();
		post("/api/faults/drop", "{}");
		post("/api/orders/rush", "{}");
		awaitSubscribed();
		post("/api/orders/rush", "{}");
		long last = place();
		assertThat(last).isEqualTo(first + 201);
		for (String channel : List.of("orders", "private-orders")) {
			await().atMost(TIMEOUT).until(() -> ids(channel).contains(last));
			assertThat(ids(channel)).filteredOn((id) -> id >= first)
				.containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList());
		}
		assertThat(this.received.of(PusherMessageEvent.class)).anyMatch(PusherMessageEvent::isRecovered);
		assertThat(this.mvc.get().uri("/api/orders?channel=orders&after={id}", last - 2)).hasStatusOk()
			.bodyJson()
			.extractingPath("$[*].id")
			.asArray()
			.containsExactly((int) last - 1, (int) last);
	}

	private List<Long> ids(String channel) {
		return this.received.orders(channel).stream().map(Order::id).toList();
	}

	private long place() {
		MvcTestResult result = post("/api/orders", "{\"item\":\"Espresso\",\"quantity\":1}");
		AtomicLong id = new AtomicLong();
		assertThat(result).bodyJson()
			.extractingPath("$.id")
			.asNumber()
			.satisfies((number) -> id.set(number.longValue()));
		return id.get();
	}

	private MvcTestResult post(String path, String body) {
		MvcTestResult result = this.mvc.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
		assertThat(result).hasStatus2xxSuccessful();
		return result;
	}

	private void awaitSubscribed() {
		await().atMost(TIMEOUT).until(() -> this.client.getChannels().stream().allMatch(Channel::isSubscribed));
	}

}
