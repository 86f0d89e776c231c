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

package dev.pusherspring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Event;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.testsupport.ChannelsServer;
import dev.pusherspring.testsupport.RecordingListener;
import dev.pusherspring.testsupport.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every Channels server does alike: the embedded one must not drift from those that
 * applications meet elsewhere. Clients are ours, the publisher is the official one.
 */
abstract class AbstractServerScenarioTests {

	private final RecordingListener listener = new RecordingListener();

	private ChannelsServer server;

	private Pusher publisher;

	abstract ChannelsServer server();

	@BeforeEach
	void open() {
		this.server = server();
		this.publisher = this.server.publisher();
	}

	@AfterEach
	void disconnect() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "room", "private-room", "presence-room", "private-encrypted-room" })
	void subscribedClientReceivesWhatIsPublished(String channel) throws Exception {
		PusherClient client = connect();
		client.subscribe(channel);
		this.listener.await("subscribed " + channel);
		this.publisher.trigger(channel, "greet", Map.of("text", "grüß dich"));
		this.listener.await("event " + channel + " greet {\"text\":\"grüß dich\"}");
		assertThat(this.listener.errors()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "left", "private-left", "presence-left", "private-encrypted-left" })
	void unsubscribedClientReceivesNothingMore(String channel) throws Exception {
		PusherClient client = connect();
		client.subscribe(channel);
		client.subscribe("end");
		this.listener.await("subscribed " + channel).await("subscribed end");
		client.unsubscribe(channel);
		Awaitility.await().untilAsserted(() -> assertThat(occupied(channel)).isFalse());
		this.publisher.trigger(channel, "greet", 1);
		this.publisher.trigger("end", "greet", 1);
		this.listener.await("event end greet 1");
		assertThat(this.listener.heard()).noneMatch((heard) -> heard.startsWith("event " + channel));
	}

	@Test
	void eventsArriveInTheOrderOfPublication() throws Exception {
		connect().subscribe("order");
		this.listener.await("subscribed order");
		for (int i = 0; i < 50; i++) {
			this.publisher.trigger("order", "number", i);
		}
		this.listener.await("event order number 49");
		assertThat(this.listener.heard()).filteredOn((heard) -> heard.startsWith("event "))
			.extracting((heard) -> Integer.valueOf(heard.substring("event order number ".length())))
			.hasSize(50)
			.isSorted();
	}

	@Test
	void aClientEventSentRightAfterTheSubscriptionArrives() throws Exception {
		RecordingListener others = new RecordingListener();
		this.server.connect(others, "other").subscribe("private-early");
		others.await("subscribed private-early");
		PusherClient sender = connect();
		sender.subscribe("private-early");
		sender.trigger("private-early", "client-hi", Map.of("n", 1)).get(10, TimeUnit.SECONDS);
		others.await("event private-early client-hi {\"n\":1}");
		assertThat(this.listener.errors()).isEmpty();
	}

	@Test
	void aReplacedConnectionKeepsItsChannels() throws Exception {
		PusherClient client = connect();
		client.subscribe("private-kept");
		this.listener.await("subscribed private-kept");
		String socketId = client.getSocketId();
		client.reconnect().get(20, TimeUnit.SECONDS);
		assertThat(client.getSocketId()).isNotNull().isNotEqualTo(socketId);
		Awaitility.await().until(() -> client.getChannel("private-kept").isSubscribed());
		this.publisher.trigger("private-kept", "number", 1);
		this.listener.await("event private-kept number 1");
		assertThat(this.listener.errors()).isEmpty();
	}

	@Test
	void aBatchReachesItsChannels() throws Exception {
		PusherClient client = connect();
		client.subscribe("batch-a");
		client.subscribe("batch-b");
		this.listener.await("subscribed batch-a").await("subscribed batch-b");
		this.publisher.trigger(List.of(new Event("batch-a", "one", Map.of("n", 1)),
				new Event("batch-b", "two", Map.of("n", 2)), new Event("batch-c", "three", Map.of("n", 3))));
		this.listener.await("event batch-a one {\"n\":1}").await("event batch-b two {\"n\":2}");
	}

	@Test
	void theSenderOfAnEventIsLeftOut() throws Exception {
		PusherClient sender = connect();
		RecordingListener others = new RecordingListener();
		this.server.connect(others, "other").subscribe("echo");
		sender.subscribe("echo");
		this.listener.await("subscribed echo");
		others.await("subscribed echo");
		this.publisher.trigger("echo", "mine", 1, sender.getSocketId());
		this.publisher.trigger("echo", "end", 1);
		this.listener.await("event echo end 1");
		others.await("event echo mine 1");
		assertThat(this.listener.heard()).doesNotContain("event echo mine 1");
	}

	@Test
	void membersOfAPresenceChannelComeAndGo() throws Exception {
		PusherClient ann = connect("ann");
		PresenceChannel channel = (PresenceChannel) ann.subscribe("presence-hall");
		this.listener.await("subscribed presence-hall");
		assertThat(channel.getMe()).satisfies((me) -> assertThat(me.getInfo()).isEqualTo("{\"name\":\"ann\"}"));
		RecordingListener second = new RecordingListener();
		PusherClient bob = this.server.connect(second, "bob");
		PresenceChannel seenByBob = (PresenceChannel) bob.subscribe("presence-hall");
		second.await("subscribed presence-hall");
		this.listener.await("added presence-hall bob {\"name\":\"bob\"}");
		assertThat(seenByBob.getMembers()).extracting(Member::getId).containsExactlyInAnyOrder("ann", "bob");
		assertThat(channel.getMemberCount()).isEqualTo(2);
		bob.unsubscribe("presence-hall");
		this.listener.await("removed presence-hall bob");
		assertThat(channel.getMembers()).extracting(Member::getId).containsExactly("ann");
		bob.subscribe("presence-hall");
		Awaitility.await().until(() -> channel.getMemberCount() == 2);
		this.listener.clear();
		bob.disconnect().get(10, TimeUnit.SECONDS);
		this.listener.await("removed presence-hall bob");
	}

	@Test
	void aUserOnTwoConnectionsIsOneMember() throws Exception {
		PresenceChannel channel = (PresenceChannel) connect("ann").subscribe("presence-twice");
		this.listener.await("subscribed presence-twice");
		RecordingListener second = new RecordingListener();
		PusherClient again = this.server.connect(second, "ann");
		PresenceChannel seenAgain = (PresenceChannel) again.subscribe("presence-twice");
		second.await("subscribed presence-twice");
		assertThat(seenAgain.getMemberCount()).isOne();
		again.disconnect().get(10, TimeUnit.SECONDS);
		Awaitility.await().untilAsserted(() -> assertThat(subscriptionCount("presence-twice")).isOne());
		this.publisher.trigger("presence-twice", "end", 1);
		this.listener.await("event presence-twice end 1");
		assertThat(channel.getMemberCount()).isOne();
		assertThat(this.listener.heard()).noneMatch((heard) -> heard.matches("(added|removed) .*"));
	}

	@Test
	void clientEventsReachTheOthersWithTheirSenderWhereThereIsOne() throws Exception {
		PusherClient ann = connect("ann");
		RecordingListener second = new RecordingListener();
		PusherClient bob = this.server.connect(second, "bob");
		for (String channel : List.of("presence-talk", "private-talk")) {
			ann.subscribe(channel);
			bob.subscribe(channel);
			this.listener.await("subscribed " + channel);
			second.await("subscribed " + channel);
			ann.trigger(channel, "client-hello", Map.of("text", "grüß dich")).get(5, TimeUnit.SECONDS);
			bob.trigger(channel, "client-back", "text").get(5, TimeUnit.SECONDS);
		}
		second.await("event presence-talk client-hello {\"text\":\"grüß dich\"} from ann")
			.await("event private-talk client-hello {\"text\":\"grüß dich\"}");
		this.listener.await("event presence-talk client-back text from bob")
			.await("event private-talk client-back text");
		assertThat(this.listener.heard()).noneMatch((heard) -> heard.contains("client-hello"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "cache-price", "private-cache-price", "presence-cache-price", "private-encrypted-cache-price" })
	void cacheChannelsTellOfAMissAndDeliverTheLastEvent(String channel) throws Exception {
		connect().subscribe(channel);
		this.listener.await("subscribed " + channel).await("cache miss " + channel);
		this.publisher.trigger(channel, "price", Map.of("n", 1));
		this.publisher.trigger(channel, "price", Map.of("n", 2));
		this.listener.await("event " + channel + " price {\"n\":2}");
		RecordingListener late = new RecordingListener();
		this.server.connect(late, "late").subscribe(channel);
		late.await("event " + channel + " price {\"n\":2}");
		assertThat(late.heard()).doesNotContain("cache miss " + channel, "event " + channel + " price {\"n\":1}");
	}

	@Test
	void aWrongSignatureIsASubscriptionErrorAndTheConnectionGoesOn() throws Exception {
		PusherClient client = this.server.start(new PusherClientBuilder(this.server.options().build())
			.channelAuthorizer((channel, socketId) -> new ChannelAuthorization("app-key:" + "0".repeat(64)))
			.listener(this.listener));
		Channel channel = client.subscribe("private-forbidden");
		Awaitility.await().until(() -> channel.getState() == SubscriptionState.FAILED);
		assertThat(this.listener.subscriptionErrors()).singleElement()
			.satisfies((error) -> assertThat(error.channel()).isEqualTo("private-forbidden"));
		client.subscribe("allowed");
		this.listener.await("subscribed allowed");
		assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void anUnknownKeyIsRefusedForGood() {
		PusherClient client = this.server
			.start(this.server.builder(this.server.options("nope").build(), this.listener, "ann"));
		this.listener.await("error 4001 fatal").await("state DISCONNECTED");
		assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
		assertThat(this.listener.delays()).isEmpty();
	}

	@Test
	void aSignedInUserReceivesWhatIsForTheUser() throws Exception {
		PusherClient client = connect("u1");
		client.signin();
		this.listener.await("signed in u1");
		// the channel of the user has no confirmation to wait for
		Awaitility.await().until(() -> {
			this.publisher.post("/events", "{\"name\":\"greet\",\"channel\":\"#server-to-user-u1\",\"data\":\"hi\"}");
			return this.listener.heard().contains("event #server-to-user-u1 greet hi");
		});
		assertThat(client.getUser()).satisfies((user) -> assertThat(user.id()).isEqualTo("u1"));
	}

	@Test
	void aTerminatedUserIsRefusedForGood() throws Exception {
		connect("u2").signin();
		this.listener.await("signed in u2");
		this.publisher.post("/users/u2/terminate_connections", "{}");
		this.listener.await("error 4009 fatal").await("state DISCONNECTED");
	}

	@Test
	void channelsAndUserComeBackAfterTheConnectionWasCut() throws Exception {
		try (TcpProxy network = new TcpProxy(this.server.port())) {
			Duration pause = Duration.ofMillis(100);
			PusherClient client = this.server.start(this.server.builder(this.server.options()
				.port(network.getPort())
				.connection((connection) -> connection.withReconnect(ReconnectOptions.fixedDelay(pause)))
				.build(), this.listener, "ann"));
			List<String> channels = List.of("back", "private-back", "presence-back", "private-encrypted-back");
			channels.forEach(client::subscribe);
			client.signin();
			channels.forEach((channel) -> this.listener.await("subscribed " + channel));
			this.listener.await("signed in ann");
			this.listener.clear();
			network.cut();
			channels.forEach((channel) -> this.listener.await("subscribed " + channel));
			this.listener.await("signed in ann");
			for (String channel : channels) {
				this.publisher.trigger(channel, "greet", Map.of("n", 1));
				this.listener.await("event " + channel + " greet {\"n\":1}");
			}
			client.disconnect().get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void questionsAboutChannelsAreAnswered() throws Exception {
		connect("ann").subscribe("presence-asked");
		this.listener.await("subscribed presence-asked");
		assertThat(occupied("presence-asked")).isTrue();
		assertThat(occupied("presence-empty")).isFalse();
		assertThat(subscriptionCount("presence-asked")).isOne();
		assertThat(get("/channels", Map.of("filter_by_prefix", "presence-")).get("channels").propertyNames())
			.containsExactly("presence-asked");
		assertThat(get("/channels/presence-asked/users", Map.of()).get("users").get(0).get("id").asString())
			.isEqualTo("ann");
	}

	private PusherClient connect() throws Exception {
		return connect("ann");
	}

	private PusherClient connect(String userId) throws Exception {
		return this.server.connect(this.listener, userId);
	}

	private boolean occupied(String channel) {
		return get("/channels/" + channel, Map.of()).get("occupied").asBoolean();
	}

	private int subscriptionCount(String channel) {
		return get("/channels/" + channel, Map.of("info", "subscription_count")).get("subscription_count").asInt();
	}

	private JsonNode get(String resource, Map<String, String> parameters) {
		return JsonMapper.shared().readTree(this.publisher.get(resource, parameters).getMessage());
	}

}
