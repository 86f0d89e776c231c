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

package dev.pusherspring.listener.method;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Member;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a method hears whose annotation names no events, and for methods that
 * can never be called.
 */
class ImpliedEventTests {

	private final Member member = new Member("7", "{\"name\":\"Ann\"}", JsonMapper.shared());

	@Test
	void typeOfAParameterImpliesTheEvent() {
		try (ListeningContext context = ListeningContext.of(Joins.class)) {
			play(context);
			assertThat(context.bean(Joins.class).heard).containsExactly("PusherMemberAddedEvent");
		}
	}

	@Test
	void typeOfSeveralEventsImpliesThemAll() {
		try (ListeningContext context = ListeningContext.of(Members.class)) {
			play(context);
			assertThat(context.bean(Members.class).heard).containsExactly("PusherMemberAddedEvent",
					"PusherMemberRemovedEvent");
		}
	}

	@Test
	void payloadBesideItIsThatOfTheNews() {
		try (ListeningContext context = ListeningContext.of(JoinsWithInfo.class)) {
			play(context);
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(JoinsWithInfo.class).heard).containsExactly("Ann");
		}
	}

	@Test
	void messagesBesideItAreHeardToo() {
		try (ListeningContext context = ListeningContext.of(JoinsAndMessages.class)) {
			play(context);
			assertThat(context.bean(JoinsAndMessages.class).heard).containsExactly("said", "PusherMemberAddedEvent");
		}
	}

	@Test
	void anyEventMeansThoseOfTheApplicationAsBefore() {
		try (ListeningContext context = ListeningContext.of(Anything.class)) {
			play(context);
			assertThat(context.bean(Anything.class).heard).containsExactly("said");
		}
	}

	@Test
	void eventThatIsAboutNoChannelIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(States.class))
			.withMessageContaining("PusherConnectionStateEvent does not relate to a channel")
			.withMessageContaining("Parameter 'event'");
	}

	@Test
	void listenersThatCanNeverBeCalledAreWarnedOfAtStart() {
		try (LogRecorder log = new LogRecorder("dev.pusherspring.listener");
				ListeningContext context = new ListeningContext()) {
			context.context().register(Never.class);
			context.start();
			assertThat(log.text().lines().filter((line) -> line.startsWith("WARN")).toList()).hasSize(4)
				.anySatisfy((line) -> assertThat(line).contains("'internal'", "pusher_internal:*"))
				.anySatisfy((line) -> assertThat(line).contains("'unknown'", "pusher:member_joined"))
				.anySatisfy((line) -> assertThat(line).contains("'pattern'", "chat.*", "no subscribed channel"))
				.anySatisfy((line) -> assertThat(line).contains("'other'", "PusherMemberAddedEvent"));
		}
	}

	private void play(ListeningContext context) {
		context.send("presence-room", "said", "1");
		context.dispatch(new PusherMemberAddedEvent(context.client(), "presence-room", this.member));
		context.dispatch(new PusherMemberRemovedEvent(context.client(), "presence-room", this.member));
	}

	abstract static class Hearing {

		final List<String> heard = new ArrayList<>();

	}

	static class Joins extends Hearing {

		@PusherListener(channels = "presence-room")
		void on(PusherMemberAddedEvent event) {
			this.heard.add(event.getClass().getSimpleName());
		}

	}

	static class Members extends Hearing {

		@PusherListener(channels = "presence-room")
		void on(PusherMemberEvent event) {
			this.heard.add(event.getClass().getSimpleName());
		}

	}

	record Info(String name) {

	}

	static class JoinsWithInfo extends Hearing {

		@PusherListener(channels = "presence-room")
		void on(PusherMemberAddedEvent event, Info info) {
			this.heard.add(info.name());
		}

	}

	static class JoinsAndMessages extends Hearing {

		@PusherListener(channels = "presence-room")
		void on(@Nullable PusherMemberAddedEvent event, @Nullable PusherMessageEvent message) {
			this.heard.add((message != null) ? message.getEvent() : String.valueOf(event).replaceAll("\\[.*", ""));
		}

	}

	static class Anything extends Hearing {

		@PusherListener(channels = "presence-room")
		void on(PusherChannelEvent event) {
			this.heard.add(event.getEvent());
		}

	}

	static class States {

		@PusherListener(channels = "orders")
		void on(PusherConnectionStateEvent event) {
			assertThat(event.getCurrent()).isEqualTo(ConnectionState.CONNECTED);
		}

	}

	static class Never {

		@PusherListener(id = "internal", channels = "orders", events = "pusher_internal:*")
		void internal(String data) {
		}

		@PusherListener(id = "unknown", channels = "orders", events = "pusher:member_joined")
		void unknown(String data) {
		}

		@PusherListener(id = "pattern", channels = "chat.*")
		void pattern(String data) {
		}

		@PusherListener(id = "other", channels = "orders", events = "order-placed")
		void other(PusherMemberAddedEvent event) {
		}

		@PusherListener(id = "fine", channels = { "orders", "chat.*" }, events = { "pusher:member_*", "x" })
		void fine(String data) {
		}

	}

}
