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

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.Registration;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherClientListeners}.
 */
class PusherClientListenersTests {

	private static final Map<Class<?>, Object> ARGUMENTS = Map.of(int.class, 1, String.class, "text", List.class,
			List.of("1"), Duration.class, Duration.ZERO, Instant.class, Instant.EPOCH, ConnectionState.class,
			ConnectionState.CONNECTED, ReconnectCause.class, ReconnectCause.LOST);

	private final List<String> heard = new ArrayList<>();

	// what a client does when it is made concerns the client, not its listeners
	static Stream<Method> events() {
		return Arrays.stream(PusherClientListener.class.getDeclaredMethods())
			.filter((method) -> !method.getName().equals("initialized") && !method.isSynthetic())
			.sorted(Comparator.comparing(Method::getName));
	}

	@ParameterizedTest
	@MethodSource("events")
	void everyListenerIsToldOfEverythingEvenIfOneFails(Method event) throws Exception {
		PusherClientListeners listeners = new PusherClientListeners(
				List.of(listener("first", true), listener("second", false), listener("third", false)));
		Object[] arguments = Arrays.stream(event.getParameterTypes()).map(ARGUMENTS::get).toArray();
		try (LogRecorder log = new LogRecorder("dev.pusherspring.client.connection")) {
			event.invoke(listeners, arguments);
			assertThat(log.text()).contains("ERROR",
					"A listener of the client failed. Other listeners are not affected", "thrown on purpose");
		}
		String call = event.getName() + Arrays.toString(arguments);
		assertThat(this.heard).containsExactly("first " + call, "second " + call, "third " + call);
	}

	@Test
	void aListenerThatWasAddedTwiceIsToldTwiceAndRemovedOnceForEach() {
		PusherClientListener listener = listener("it", false);
		PusherClientListeners listeners = new PusherClientListeners(List.of(listener("other", false)));
		Registration first = listeners.add(listener);
		Registration second = listeners.add(listener);
		listeners.disconnected();
		assertThat(this.heard).containsExactly("other disconnected[]", "it disconnected[]", "it disconnected[]");
		this.heard.clear();
		first.remove();
		first.remove();
		listeners.disconnected();
		assertThat(this.heard).containsExactly("other disconnected[]", "it disconnected[]");
		this.heard.clear();
		second.remove();
		listeners.disconnected();
		assertThat(this.heard).containsExactly("other disconnected[]");
	}

	private PusherClientListener listener(String name, boolean failing) {
		return (PusherClientListener) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { PusherClientListener.class }, (proxy, method, arguments) -> {
					this.heard.add(name + " " + method.getName()
							+ Arrays.toString((arguments != null) ? arguments : new Object[0]));
					if (failing) {
						throw new IllegalStateException("thrown on purpose");
					}
					return null;
				});
	}

}
