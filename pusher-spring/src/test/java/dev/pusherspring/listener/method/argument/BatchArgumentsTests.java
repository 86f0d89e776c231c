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

package dev.pusherspring.listener.method.argument;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.QualifierAnnotationAutowireCandidateResolver;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.UserId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BatchArguments}: what the parameters of a batch listener get.
 */
class BatchArgumentsTests {

	private static final List<String> ONE = List.of("orders");

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final PusherBatchEvent batch = new PusherBatchEvent(
			List.of(message("placed", "{\"id\":1}", null), message("paid", "{\"id\":2}", "ann")));

	@Test
	void namesAreListedForEachMessage() {
		assertThat(resolve("names", List.of("*"))).containsExactly(List.of("orders", "orders"),
				List.of("placed", "paid"), Arrays.asList(null, "ann"));
	}

	@Test
	void theOnlyChannelAndTheOnlyEventAreText() {
		assertThat(resolve("oneName", ONE)).containsExactly("orders", "placed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "oneName", "oneUser", "numbers" })
	void namesOfSeveralChannelsMustBeLists(String method) {
		for (List<String> channels : List.of(List.of("orders-*"), List.of("orders", "payments"))) {
			assertRefused(method, channels, "must be a List<String>");
		}
	}

	@Test
	void userMustBeAList() {
		assertThat(assertRefused("oneUser", ONE, "must be a List<String>").getAction()).endsWith("for each message.");
		assertThat(assertRefused("oneName", List.of("*"), "must be a List<String>").getAction())
			.endsWith("or let the listener name exactly one channel, without a pattern.");
	}

	@Test
	void batchAndItsClientAndChannelAreGiven() {
		Channel channel = Mockito.mock(Channel.class);
		BDDMockito.given(this.client.getChannel("orders")).willReturn(channel);
		assertThat(resolve("context", ONE)).containsExactly(this.batch, this.client, channel);
	}

	@Test
	void channelNeedsExactlyOneName() {
		assertRefused("context", List.of("*"), "does not support");
	}

	@Test
	void elementsAreReadAndListed() {
		BatchArguments arguments = arguments("orders", ONE);
		Object element = arguments.element(this.batch.getEvents().get(0));
		assertThat(element).isEqualTo(new Order(1));
		assertThat(arguments.payload(this.batch.getEvents().get(0), element)).isEqualTo(new Order(1));
		List<@Nullable Object> elements = new ArrayList<>(List.of(new Order(1), new Order(2)));
		assertThat(arguments.resolve(this.batch, elements)).singleElement().isEqualTo(elements).isNotSameAs(elements);
	}

	@Test
	void withoutAListOfPayloadsThePayloadIsTheText() {
		BatchArguments arguments = arguments("events", ONE);
		PusherMessageEvent first = this.batch.getEvents().get(0);
		assertThat(arguments.element(first)).isNull();
		assertThat(arguments.payload(first, null)).isEqualTo("{\"id\":1}");
		assertThat(resolve("events", ONE)).containsExactly(this.batch.getEvents());
	}

	@Test
	void messageHasTheListAndListsOfHeaders() {
		BatchArguments arguments = arguments("message", ONE);
		assertThat(arguments.element(this.batch.getEvents().get(1))).isEqualTo(new Order(2));
		assertThat(arguments.resolve(this.batch, List.of(new Order(1), new Order(2)))).singleElement()
			.isInstanceOfSatisfying(Message.class, (message) -> {
				assertThat(message.getPayload()).isEqualTo(List.of(new Order(1), new Order(2)));
				assertThat(message.getHeaders()).containsEntry(PusherHeaders.CHANNEL, List.of("orders", "orders"))
					.containsEntry(PusherHeaders.EVENT, List.of("placed", "paid"))
					.containsEntry(PusherHeaders.RECOVERED, List.of(false, false))
					.containsEntry(PusherHeaders.USER_ID, Arrays.asList(null, "ann"));
			});
	}

	@Test
	void batchOfMessagesWithoutUsersHasNoHeaderForThem() {
		PusherBatchEvent withoutUsers = new PusherBatchEvent(List.of(message("placed", "1", null)));
		assertThat(arguments("message", ONE).resolve(withoutUsers, List.of(new Order(1)))).singleElement()
			.isInstanceOfSatisfying(Message.class,
					(message) -> assertThat(message.getHeaders()).doesNotContainKey(PusherHeaders.USER_ID));
	}

	@Test
	void eachElementMayBeAMessage() {
		assertThat(arguments("messages", ONE).element(this.batch.getEvents().get(0)))
			.isInstanceOfSatisfying(Message.class, (message) -> {
				assertThat(message.getPayload()).isEqualTo(new Order(1));
				assertThat(message.getHeaders()).containsEntry(PusherHeaders.EVENT, "placed");
			});
	}

	@Test
	void headersAndValuesAreTheSameForTheBatch() {
		this.beanFactory.setAutowireCandidateResolver(new QualifierAnnotationAutowireCandidateResolver());
		assertThat(resolve("headers", ONE)).containsExactly(List.of("placed", "paid"), List.of("placed", "paid"), "42");
	}

	@Test
	void thereIsOnlyOneListOfPayloads() {
		assertRefused("twoPayloads", ONE, "is a second payload in addition to");
	}

	@Test
	void newsAboutAChannelAreNeverInABatch() {
		assertRefused("news", ONE, "is a list of PusherMemberAddedEvent, but a batch contains only messages");
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "raw", "set", "singleMessage" })
	void payloadThatIsNoListIsRefused(String method) {
		assertRefused(method, ONE, "which a listener with 'batch = true' does not support");
	}

	private @Nullable Object[] resolve(String method, List<String> channels) {
		return arguments(method, channels).resolve(this.batch, List.of());
	}

	private BatchArguments arguments(String name, List<String> channels) {
		Method method = Arrays.stream(Listeners.class.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		return new ListenerArgumentFactory(this.beanFactory).createBatch(method, Listeners.class, "listeners", channels,
				List.of("placed"));
	}

	private InvalidPusherListenerException assertRefused(String method, List<String> channels, String text) {
		return assertThatExceptionOfType(InvalidPusherListenerException.class)
			.isThrownBy(() -> arguments(method, channels))
			.withMessageContaining(text)
			.actual();
	}

	private PusherMessageEvent message(String event, String data, @Nullable String userId) {
		return new PusherMessageEvent(this.client, "orders", event, data, userId, JsonMapper.shared());
	}

	record Order(int id) {

	}

	@SuppressWarnings("rawtypes")
	static class Listeners {

		void names(@ChannelName List<String> channels, @EventName Collection<String> events,
				@UserId List<String> users) {
		}

		void oneName(@ChannelName String channel, @EventName String event) {
		}

		void oneUser(@UserId String user) {
		}

		void numbers(@ChannelName List<Integer> channels) {
		}

		void context(PusherBatchEvent batch, PusherClient client, Channel channel) {
		}

		void orders(List<Order> orders) {
		}

		void events(List<PusherMessageEvent> events) {
		}

		void message(Message<List<Order>> message) {
		}

		void messages(List<Message<Order>> messages) {
		}

		void headers(@Header(PusherHeaders.EVENT) List<String> events, @Header(PusherHeaders.EVENT) Object any,
				@Value("42") String value) {
		}

		void twoPayloads(List<Order> orders, Collection<String> texts) {
		}

		void news(List<PusherMemberAddedEvent> events) {
		}

		void single(Order order) {
		}

		void raw(List orders) {
		}

		void set(Set<Order> orders) {
		}

		void singleMessage(Message<Order> message) {
		}

	}

}
