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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.method.argument.ListenerArgumentFactory;
import dev.pusherspring.listener.method.argument.ListenerArguments;
import dev.pusherspring.listener.method.result.ListenerResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the order in which a {@link HandlerGroup} tries its methods, which must not
 * depend on the order in which reflection returns them.
 */
class HandlerGroupOrderTests {

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final ListenerArgumentFactory arguments = new ListenerArgumentFactory(new DefaultListableBeanFactory());

	private final Handlers bean = new Handlers();

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void subtypeIsTriedBeforeItsSupertypes(boolean reversed) throws Throwable {
		HandlerGroup group = group(reversed, member("onChange"), member("onPlaced"), member("onExpress"));
		handle(group, "any", "{\"kind\":\"express\"}");
		handle(group, "any", "{\"kind\":\"placed\"}");
		handle(group, "any", "{\"kind\":\"cancelled\"}");
		assertThat(this.bean.heard).containsExactly("express", "placed", "Cancelled");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void exactNameIsTriedBeforeALongerPattern(boolean reversed) throws Throwable {
		HandlerGroup group = group(reversed, member("onExact", "ab"), member("onPattern", "*a*b*"),
				member("onLongerPattern", "*a*b*c*"));
		handle(group, "ab", "x");
		handle(group, "aab", "x");
		handle(group, "abc", "x");
		assertThat(this.bean.heard).containsExactly("exact", "pattern", "longer pattern");
	}

	private static HandlerGroup group(boolean reversed, HandlerGroup.Member... members) {
		List<HandlerGroup.Member> all = new ArrayList<>(Arrays.asList(members));
		if (reversed) {
			Collections.reverse(all);
		}
		return HandlerGroup.of(Handlers.class, all);
	}

	private HandlerGroup.Member member(String name, String... events) {
		Method method = ReflectionUtils.findMethod(Handlers.class, name, (Class<?>[]) null);
		assertThat(method).isNotNull();
		ListenerArguments arguments = this.arguments.create(method, Handlers.class, "handlers");
		ListenerCall call = new ListenerCall(method, TargetBean.of(method, this.bean), ListenerResult.of(method, null));
		return new HandlerGroup.Member(method, List.of(events), false, arguments.payloadKind(),
				new ListenerMethod(call, arguments, null));
	}

	private void handle(HandlerGroup group, String event, String data) throws Throwable {
		group.handle(new PusherMessageEvent(this.client, "orders", event, data, null, JsonMapper.shared()));
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Placed.class, name = "placed"),
			@JsonSubTypes.Type(value = Express.class, name = "express"),
			@JsonSubTypes.Type(value = Cancelled.class, name = "cancelled") })
	interface Change {

	}

	static class Placed implements Change {

	}

	static class Express extends Placed {

	}

	static class Cancelled implements Change {

	}

	static class Handlers {

		private final List<String> heard = new ArrayList<>();

		void onChange(Change change) {
			this.heard.add(change.getClass().getSimpleName());
		}

		void onPlaced(Placed placed) {
			this.heard.add("placed");
		}

		void onExpress(Express express) {
			this.heard.add("express");
		}

		void onExact(String text) {
			this.heard.add("exact");
		}

		void onPattern(String text) {
			this.heard.add("pattern");
		}

		void onLongerPattern(String text) {
			this.heard.add("longer pattern");
		}

	}

}
