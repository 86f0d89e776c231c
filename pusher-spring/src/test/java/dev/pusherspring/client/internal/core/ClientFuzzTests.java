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

package dev.pusherspring.client.internal.core;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.testsupport.FakeLink;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.Fuzz;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link DefaultPusherClient} with inputs of chance from the server: no good event
 * is lost, what cannot be read is reported, the connection stays, nothing piles up.
 */
class ClientFuzzTests implements PusherClientListener {

	private static final List<String> RECORDED = List.of(ServerMessages.PING, ServerMessages.PONG,
			ServerMessages.established("9.9"), ServerMessages.subscriptionSucceeded("room"),
			ServerMessages.error(4301, "Too fast"), ServerMessages.error(null, "Oh"),
			ServerMessages.event("room", "price", "{\\\"a\\\":1.50}"),
			"{\"event\":\"client-typing\",\"channel\":\"presence-room\",\"data\":{\"a\":[1]},\"user_id\":\"7\"}",
			"{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-room\","
					+ "\"data\":\"{\\\"user_id\\\":\\\"7\\\",\\\"user_info\\\":{\\\"n\\\":1}}\"}",
			"{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-room\","
					+ "\"data\":\"{\\\"user_id\\\":7}\"}",
			"{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"room\","
					+ "\"data\":\"{\\\"subscription_count\\\":3}\"}",
			"{\"event\":\"pusher:cache_miss\",\"channel\":\"cache-room\"}",
			"{\"event\":\"pusher:subscription_error\",\"channel\":\"room\",\"data\":{\"status\":401,\"error\":\"No\"}}",
			"{\"event\":\"pusher:signin_success\",\"data\":\"{\\\"user_data\\\":\\\"{\\\\\\\"id\\\\\\\":42}\\\"}\"}",
			"{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":[{\\\"name\\\":\\\"online\\\","
					+ "\\\"user_ids\\\":[\\\"7\\\"]}]}\"}",
			"{\"event\":\"note\",\"channel\":\"#server-to-user-42\",\"data\":\"{}\"}");

	private static final int MAX_MEMBERS = 100;

	private final Logger log = (Logger) LoggerFactory.getLogger("dev.pusherspring");

	private final ManualEventLoop loop = new ManualEventLoop();

	private final FakeTransports transports = new FakeTransports(this.loop);

	private final FrameReader reader = new FrameReader();

	private String lastEvent;

	private int events;

	private int errors;

	// it would tell of each error
	@BeforeEach
	void silence() {
		this.log.setLevel(Level.OFF);
	}

	@AfterEach
	void speak() {
		this.log.setLevel(null);
	}

	@Override
	public void eventReceived(String channel, String event, String data, String userId) {
		this.events++;
		this.lastEvent = channel + " " + event + " " + data;
	}

	@Override
	public void errorOccurred(PusherError error) {
		this.errors++;
	}

	@Test
	void noInputHarmsWhatComesAfterIt() {
		PusherClient client = client();
		FakeLink link = connect(client);
		long[] heap = new long[1];
		Fuzz.run(RECORDED, (number, input) -> {
			int eventsBefore = this.events;
			int errorsBefore = this.errors;
			link.receive(input);
			check(input, this.events - eventsBefore, this.errors - errorsBefore);
			link.receive(ServerMessages.event("room", "good", String.valueOf(number)));
			assertThat(this.lastEvent).isEqualTo("room good " + number);
			assertThat(link.isAlive()).isTrue();
			if (number % 1000 == 0) {
				link.takeSent();
			}
			if (number == Fuzz.inputs() / 4) {
				heap[0] = usedHeap();
			}
		});
		link.takeSent();
		assertThat(usedHeap() - heap[0]).as("growth of the heap").isLessThan(8L * 1024 * 1024);
		assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(client.getChannels()).hasSize(2)
			.allSatisfy((channel) -> assertThat(channel.getState()).isEqualTo(SubscriptionState.SUBSCRIBED));
		assertThat(((PresenceChannel) client.getChannel("presence-room")).getMembers())
			.hasSizeLessThanOrEqualTo(MAX_MEMBERS);
	}

	private void check(byte[] input, int events, int errors) {
		Frame frame;
		try {
			frame = this.reader.read(input, 0, input.length);
		}
		catch (MalformedFrameException ex) {
			assertThat(errors).as("reports of what is malformed").isEqualTo(1);
			assertThat(events).isZero();
			return;
		}
		if ("room".equals(frame.channel()) && !frame.isProtocolEvent()) {
			assertThat(events).as("events of a frame that can be read").isEqualTo(1);
		}
	}

	private PusherClient client() {
		PusherOptions options = PusherOptions.builder("key")
			.subscription((subscription) -> subscription.withMaxMembers(MAX_MEMBERS))
			.build();
		return new DefaultPusherClient(
				new ClientSetup("fuzz", options, List.of(this),
						(channel, socketId) -> new ChannelAuthorization("key:sig", "{\"user_id\":\"42\"}"),
						(socketId) -> new UserAuthentication("key:sig", "{\"id\":\"42\"}"), JsonMapper.shared()),
				this.loop, (any) -> this.transports);
	}

	private FakeLink connect(PusherClient client) {
		client.connect();
		client.subscribe("room");
		client.subscribe("presence-room");
		this.loop.runQueued();
		FakeLink link = this.transports.last();
		link.open();
		link.receive(ServerMessages.established("1.1"));
		link.receive(ServerMessages.subscriptionSucceeded("room"));
		Awaitility.await().pollInSameThread().until(() -> {
			this.loop.runQueued();
			return link.takeSent().stream().anyMatch((text) -> text.contains("presence-room"));
		});
		link.receive(ServerMessages.subscriptionSucceeded("presence-room"));
		assertThat(client.getChannel("presence-room").isSubscribed()).isTrue();
		return link;
	}

	private static long usedHeap() {
		System.gc();
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
