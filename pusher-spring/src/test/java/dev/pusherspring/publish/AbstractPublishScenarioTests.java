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

package dev.pusherspring.publish;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.testsupport.ChannelsServer;
import dev.pusherspring.testsupport.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What every Channels server takes from {@link PusherTemplate}. Clients are ours.
 */
@Timeout(60)
abstract class AbstractPublishScenarioTests {

	private final RecordingListener listener = new RecordingListener();

	private ChannelsServer server;

	private PusherTemplate template;

	private PusherClient client;

	abstract ChannelsServer server();

	abstract PublishOptions.Builder credentials(String secret);

	@BeforeEach
	void connect() throws Exception {
		this.server = server();
		this.template = template(ApiServer.requestFactory());
		this.client = this.server.connect(this.listener, "u1");
	}

	private PusherTemplate template(ClientHttpRequestFactory requestFactory) {
		return new PusherTemplate(options(credentials(secret())), requestFactory, new JsonMapper());
	}

	abstract String secret();

	private PublishOptions options(PublishOptions.Builder builder) {
		return builder.address(URI.create("http://127.0.0.1:" + this.server.port()))
			.encryptionMasterKey(ChannelsServer.MASTER_KEY)
			.build();
	}

	@AfterEach
	void disconnect() {
		this.server.close();
	}

	private void subscribe(String... channels) {
		for (String channel : channels) {
			this.client.subscribe(channel);
			this.listener.await("subscribed " + channel);
		}
	}

	@Test
	void eventsArrive() {
		subscribe("a", "private-b", "presence-c", "private-encrypted-d");
		this.template.trigger("private-encrypted-d", "e", Map.of("text", "grüß dich"));
		this.template.trigger(List.of("a", "private-b", "presence-c"), "e", "text");
		this.listener.await("event private-encrypted-d e {\"text\":\"grüß dich\"}")
			.await("event a e text")
			.await("event private-b e text")
			.await("event presence-c e text");
		assertThat(this.listener.errors()).isEmpty();
	}

	@Test
	void batchArrivesInItsOrder() {
		subscribe("a", "private-encrypted-d");
		this.template.triggerBatch(IntStream.range(0, 24)
			.mapToObj((i) -> PusherMessage.of((i % 2 == 0) ? "a" : "private-encrypted-d", "e", i))
			.toList());
		this.listener.await("event private-encrypted-d e 23");
		assertThat(this.listener.heard()).filteredOn((heard) -> heard.startsWith("event "))
			.containsExactlyElementsOf(IntStream.range(0, 24)
				.mapToObj((i) -> "event " + ((i % 2 == 0) ? "a" : "private-encrypted-d") + " e " + i)
				.toList());
	}

	@Test
	void excludedConnectionGetsNothing() {
		subscribe("a");
		this.template.trigger(PusherMessage.of("a", "e", 1).excluding(this.client.getSocketId()));
		this.template.trigger("a", "e", 2);
		this.listener.await("event a e 2");
		assertThat(this.listener.heard()).doesNotContain("event a e 1");
	}

	@Test
	void channelsAreKnown() {
		subscribe("a", "presence-c");
		assertThat(this.template.getChannels(null)).containsKeys("a", "presence-c");
		assertThat(this.template.getChannels("presence-", ChannelAttribute.USER_COUNT)).containsOnlyKeys("presence-c");
		assertThat(this.template.getChannel("presence-c", ChannelAttribute.USER_COUNT).userCount()).isEqualTo(1);
		assertThat(this.template.getChannel("a", ChannelAttribute.SUBSCRIPTION_COUNT))
			.isEqualTo(new ChannelInfo(true, null, 1, null));
		assertThat(this.template.getChannel("nobody").occupied()).isFalse();
		assertThat(this.template.getUsers("presence-c")).containsExactly("u1");
	}

	@Test
	void userWhoHasSignedInIsReachedAndThrownOut() {
		this.client.signin();
		await().until(() -> this.client.getUser() != null);
		this.template.sendToUser("u1", "e", "hello");
		this.listener.await("event #server-to-user-u1 e hello");
		this.template.terminateConnections("u1");
		await().untilAsserted(() -> assertThat(this.listener.errors()).isNotEmpty());
	}

	@Test
	void wrongSecretIsRejected() {
		PusherTemplate wrong = new PusherTemplate(options(credentials("wrong")), ApiServer.requestFactory(),
				new JsonMapper());
		assertThatExceptionOfType(PublishRejectedException.class).isThrownBy(() -> wrong.trigger("a", "e", 1))
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(401));
	}

	@Test
	void orderIsKeptWithoutWaiting() {
		subscribe("a", "private-b");
		CustomizableThreadFactory threads = new CustomizableThreadFactory();
		threads.setDaemon(true);
		try (AsyncPusherTemplate async = new AsyncPusherTemplate(this.template,
				new AsyncPusherTemplate.Settings(4, 1000, Duration.ofSeconds(10)), threads, null)) {
			for (int i = 0; i < 100; i++) {
				async.trigger((i % 2 == 0) ? "a" : "private-b", "e", i);
			}
		}
		this.listener.await("event a e 98").await("event private-b e 99");
		for (String channel : List.of("a", "private-b")) {
			assertThat(this.listener.heard()).filteredOn((heard) -> heard.startsWith("event " + channel))
				.extracting((heard) -> Integer.valueOf(heard.substring(heard.lastIndexOf(' ') + 1)))
				.hasSize(50)
				.isSorted();
		}
	}

	@Test
	void anyHttpClientWillDo() {
		subscribe("a");
		List<ClientHttpRequestFactory> factories = List.of(new JdkClientHttpRequestFactory(),
				new SimpleClientHttpRequestFactory(), new HttpComponentsClientHttpRequestFactory());
		for (int i = 0; i < factories.size(); i++) {
			template(factories.get(i)).trigger("a", "e", i);
			this.listener.await("event a e " + i);
		}
	}

}
