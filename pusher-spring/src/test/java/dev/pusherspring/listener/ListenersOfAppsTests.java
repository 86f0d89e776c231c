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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.Registration;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PusherListenerRegistry} with several apps and with sources of missed
 * events.
 */
class ListenersOfAppsTests {

	private final PusherListenerRegistry registry = new PusherListenerRegistry(List.of("shop", "chat"), "shop");

	private final MissedEventsSource first = Mockito.mock(MissedEventsSource.class, "first");

	private final MissedEventsSource second = Mockito.mock(MissedEventsSource.class, "second");

	@Test
	void listenerBelongsToItsAppToTheDefaultOrToAll() {
		PusherListenerEndpoint unnamed = register("unnamed", "", "orders", 0, null);
		PusherListenerEndpoint chat = register("chat", "chat", "orders", 0, null);
		PusherListenerEndpoint all = register("all", "*", "orders", 0, null);
		assertThat(this.registry.getListeners("shop")).containsExactly(unnamed, all);
		assertThat(this.registry.getListeners("chat")).containsExactly(chat, all);
		assertThat(this.registry.getListeners()).containsExactly(unnamed, chat, all);
		assertThat(this.registry.getListener("all")).isSameAs(all);
	}

	@Test
	void appMustExist() {
		assertThatExceptionOfType(InvalidPusherListenerException.class)
			.isThrownBy(() -> register("id", "other", "orders", 0, null))
			.withMessageContaining("names app 'other', which does not exist. The apps are [shop, chat]")
			.extracting(InvalidPusherListenerException::getAction)
			.isEqualTo("Correct 'app' of the annotation, or configure an app with that name.");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.getListeners("other"))
			.withMessage("There is no app 'other'. The apps are [shop, chat]");
		assertThatIllegalArgumentException().isThrownBy(() -> new PusherListenerRegistry(List.of("shop"), "chat"))
			.withMessage("'defaultApp' must be one of [shop] but is 'chat'");
	}

	@Test
	void withoutADefaultTheAppMustBeNamed() {
		PusherListenerRegistry registry = new PusherListenerRegistry(List.of("shop", "chat"), null);
		assertThatExceptionOfType(InvalidPusherListenerException.class)
			.isThrownBy(() -> registry.register(endpoint("id", "", "orders", 0, null)))
			.withMessageContaining("@PusherListener method a method does not name an app, and there is no default app");
	}

	@Test
	void listenerCannotBeStartedBeforeItsClient() {
		register("id", "shop", "orders", 0, null);
		assertThatIllegalStateException().isThrownBy(() -> this.registry.start("id"))
			.withMessage("Cannot start the listener: its client has not been started");
	}

	@Test
	void sourceOfAChannelIsThatOfTheFirstOfItsListeners() {
		assertThat(this.registry.getMissedEvents("shop", "orders")).isNull();
		register("none", "shop", "orders", -1, null);
		register("late", "shop", "orders", 2, this.second);
		Registration early = this.registry.register(endpoint("early", "shop", "ord*", 1, this.first));
		try (LogRecorder log = new LogRecorder(AppListeners.class.getName())) {
			assertThat(this.registry.getMissedEvents("shop", "orders")).isSameAs(this.first);
			assertThat(log.text()).contains("Listeners of channel 'orders' name several sources of missed events");
		}
		assertThat(this.registry.getMissedEvents("shop", "payments")).isNull();
		assertThat(this.registry.getMissedEvents("chat", "orders")).isNull();
		early.remove();
		try (LogRecorder log = new LogRecorder(AppListeners.class.getName())) {
			assertThat(this.registry.getMissedEvents("shop", "orders")).isSameAs(this.second);
			assertThat(log.text()).isEmpty();
		}
	}

	@Test
	void sourceStaysWhenAListenerWithoutOneIsRemoved() {
		register("with", "shop", "orders", 0, this.first);
		Registration without = this.registry.register(endpoint("without", "shop", "orders", 0, null));
		without.remove();
		assertThat(this.registry.getMissedEvents("shop", "orders")).isSameAs(this.first);
	}

	@Test
	void patternThatMatchesNoChannelIsWarnedOf() {
		register("exact", "shop", "orders", 0, null);
		register("pattern", "shop", "price-*", 0, null);
		PusherClient client = Mockito.mock(PusherClient.class);
		try (LogRecorder log = new LogRecorder(AppListeners.class.getName())) {
			this.registry.startAll("shop", client);
			assertThat(log.text().lines()).singleElement()
				.asString()
				.contains("Listener 'pattern' receives no events: no subscribed channel matches [price-*]");
		}
	}

	private PusherListenerEndpoint register(String id, String app, String channel, int order,
			@Nullable MissedEventsSource source) {
		PusherListenerEndpoint endpoint = endpoint(id, app, channel, order, source);
		this.registry.register(endpoint);
		return endpoint;
	}

	private static PusherListenerEndpoint endpoint(String id, String app, String channel, int order,
			@Nullable MissedEventsSource source) {
		PusherListenerEndpoint.Handler handler = Mockito.mock(PusherListenerEndpoint.Handler.class, "a method");
		PusherListenerEndpoint.Builder builder = PusherListenerEndpoint.builder(id, handler)
			.app(app)
			.channels(channel)
			.order(order);
		return ((source != null) ? builder.missedEvents(source) : builder).build();
	}

}
