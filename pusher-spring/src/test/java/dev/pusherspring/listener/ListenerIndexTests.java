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

package dev.pusherspring.listener;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerIndex}.
 */
class ListenerIndexTests {

	private final ListenerIndex index = new ListenerIndex();

	@Test
	void exactNamesArePreciselyMatched() {
		PusherListenerEndpoint listener = add(List.of("orders", "invoices"), "App\\Events\\Placed");
		assertThat(this.index.find("orders", "App\\Events\\Placed")).containsExactly(listener);
		assertThat(this.index.find("invoices", "App\\Events\\Placed")).containsExactly(listener);
		assertThat(this.index.find("orders", "App\\Events\\Placed2")).isEmpty();
		assertThat(this.index.find("orders", "app\\events\\placed")).isEmpty();
		assertThat(this.index.find("orders2", "App\\Events\\Placed")).isEmpty();
		assertThat(this.index.find("order", "App\\Events\\Placed")).isEmpty();
	}

	@Test
	void patternsMatchAnyCharacters() {
		PusherListenerEndpoint listener = add(List.of("chatrooms.*.v2"), "App\\*Message");
		assertThat(this.index.find("chatrooms.668.v2", "App\\Events\\ChatMessage")).containsExactly(listener);
		assertThat(this.index.find("chatrooms.668.v3", "App\\Events\\ChatMessage")).isEmpty();
		assertThat(this.index.find("chatrooms.668.v2", "App\\Events\\ChatMessage2")).isEmpty();
	}

	@Test
	@Timeout(10)
	void patternWithSeveralWildcardsIsMatchedInOnePass() {
		PusherListenerEndpoint listener = add(List.of("*a*a*a*a*a*a*a*a*b"), "*a*a*a*a*a*a*a*a*b");
		String name = "a".repeat(150_000);
		assertThat(this.index.find(name, name)).isEmpty();
		assertThat(this.index.find(name, name + "b")).isEmpty();
		assertThat(this.index.find(name + "b", name)).isEmpty();
		assertThat(this.index.find(name + "b", name + "b")).containsExactly(listener);
	}

	@ParameterizedTest
	@CsvSource({ "*, '', true", "*, abc, true", "**, abc, true", "a*, a, true", "a*, ba, false", "*a, ba, true",
			"*a, ab, false", "a*a, a, false", "a*a, aa, true", "a*a, aba, true", "ab*ba, aba, false",
			"ab*ba, abba, true", "*b*, abc, true", "*b*, ac, false", "a*b*c, aXbYc, true", "a*b*c, aXbY, false",
			"a*b*c, acb, false", "a**c, abc, true", "*ab*ab*, abab, true", "*ab*ab*, aba, false", "a, a, true",
			"a, ab, false" })
	void starStandsForAnyCharacters(String pattern, String name, boolean matches) {
		add(List.of("*"), pattern, "pusher:");
		assertThat(this.index.find("orders", name)).hasSize(matches ? 1 : 0);
	}

	@Test
	void noEventsMeansAllOfTheApplication() {
		PusherListenerEndpoint listener = add(List.of("orders"));
		assertThat(this.index.find("orders", "anything")).containsExactly(listener);
		assertThat(this.index.find("orders", "pusher:member_added")).isEmpty();
	}

	@Test
	void eventsOfTheProtocolMustBeAskedFor() {
		PusherListenerEndpoint any = add(List.of("*"), "*");
		PusherListenerEndpoint exact = add(List.of("*"), "pusher:member_added");
		PusherListenerEndpoint members = add(List.of("*"), "pusher:member_*");
		assertThat(this.index.find("room", "pusher:member_added")).containsExactly(exact, members);
		assertThat(this.index.find("room", "pusher:member_removed")).containsExactly(members);
		assertThat(this.index.find("room", "message")).containsExactly(any);
	}

	@Test
	void orderIsThatOfRegistrationHoweverChannelsAreNamed() {
		List<PusherListenerEndpoint> listeners = List.of(add(List.of("orders")), add(List.of("ord*")),
				add(List.of("orders", "or*")), add(List.of("orders")));
		assertThat(this.index.find("orders", "placed")).isEqualTo(listeners);
		assertThat(this.index.find("ordinary", "placed")).containsExactly(listeners.get(1), listeners.get(2));
	}

	@Test
	void listenerThatComesOrGoesLaterIsSeen() {
		PusherListenerEndpoint first = add(List.of("orders"));
		assertThat(this.index.find("orders", "placed")).containsExactly(first);
		PusherListenerEndpoint second = add(List.of("*"));
		assertThat(this.index.find("orders", "placed")).containsExactly(first, second);
		this.index.remove(first);
		assertThat(this.index.find("orders", "placed")).containsExactly(second);
	}

	@Test
	void namesAreMatchedOnceHoweverOftenTheEventComes() {
		List<PusherListenerEndpoint> listeners = IntStream.range(0, 100)
			.mapToObj((i) -> spied(List.of((i % 2 == 0) ? "orders" : "ord*"), "placed-" + i))
			.toList();
		assertThat(this.index.find("orders", "placed-7")).containsExactly(listeners.get(7));
		listeners.forEach(Mockito::clearInvocations);
		for (int i = 0; i < 100; i++) {
			assertThat(this.index.find("orders", "placed-7")).containsExactly(listeners.get(7));
		}
		assertThat(listeners)
			.allSatisfy((listener) -> BDDMockito.then(listener).should(Mockito.never()).handles("orders", "placed-7"));
	}

	@Test
	void unknownEventAsksOnlyListenersThatNameItsChannelOrHavePatterns() {
		List<PusherListenerEndpoint> listeners = IntStream.range(0, 100)
			.mapToObj((i) -> spied(List.of("channel-" + i)))
			.toList();
		PusherListenerEndpoint pattern = spied(List.of("channel-*"));
		assertThat(this.index.find("channel-3", "new")).containsExactly(listeners.get(3), pattern);
		assertThat(listeners.stream().filter(ListenerIndexTests::wasAsked)).containsExactly(listeners.get(3));
		assertThat(wasAsked(pattern)).isTrue();
	}

	@Test
	void hostileNamesDoNotFillTheMemory() {
		PusherListenerEndpoint listener = add(List.of("orders"), "placed");
		String longName = "x".repeat(ListenerIndex.MAX_NAME_LENGTH);
		for (int i = 0; i < 3 * ListenerIndex.MAX_RESULTS; i++) {
			assertThat(this.index.find("orders", "hostile-" + i)).isEmpty();
			assertThat(this.index.find("orders", longName + i)).isEmpty();
			assertThat(this.index.find("orders", "placed")).containsExactly(listener);
		}
		assertThat(this.index.size()).isBetween(1, ListenerIndex.MAX_RESULTS);
	}

	@Test
	void longNamesAreFoundThoughNotKept() {
		String longName = "x".repeat(ListenerIndex.MAX_NAME_LENGTH + 1);
		PusherListenerEndpoint listener = add(List.of("orders"), longName);
		assertThat(this.index.find("orders", longName)).containsExactly(listener);
		assertThat(this.index.size()).isZero();
	}

	private static boolean wasAsked(PusherListenerEndpoint listener) {
		return Mockito.mockingDetails(listener)
			.getInvocations()
			.stream()
			.anyMatch((invocation) -> invocation.getMethod().getName().equals("handles"));
	}

	private PusherListenerEndpoint add(List<String> channels, String... events) {
		PusherListenerEndpoint endpoint = endpoint(channels, events);
		this.index.add(endpoint);
		return endpoint;
	}

	private PusherListenerEndpoint spied(List<String> channels, String... events) {
		PusherListenerEndpoint endpoint = Mockito.spy(endpoint(channels, events));
		this.index.add(endpoint);
		return endpoint;
	}

	private static PusherListenerEndpoint endpoint(List<String> channels, String... events) {
		return PusherListenerEndpoint.builder("id", (event) -> {
		}).channels(channels).events(List.of(events)).build();
	}

}
