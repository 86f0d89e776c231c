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

package dev.pusherspring.publish.annotation;

import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.springframework.util.ReflectionUtils;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.publish.PusherSendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SendToHandler}.
 */
class SendToHandlerTests {

	private final SendToHandler handler = new SendToHandler((app) -> {
		throw new IllegalStateException("There is nothing to publish");
	}, UnaryOperator.identity());

	@Test
	void encryptedChannelMayBeTheOnlyOne() {
		assertThat(this.handler.supports(method("encrypted"))).isTrue();
	}

	@Test
	void encryptedChannelAmongOthersIsRefusedAtOnce() {
		assertThatExceptionOfType(InvalidPusherListenerException.class)
			.isThrownBy(() -> this.handler.supports(method("encryptedAndOther")))
			.withMessageContaining("encryptedAndOther is invalid: channel 'private-encrypted-a' is encrypted, and an "
					+ "event for an encrypted channel cannot be published on several channels");
	}

	private static Method method(String name) {
		return ReflectionUtils.findMethod(Listeners.class, name);
	}

	static class Listeners {

		@PusherSendTo(channels = "private-encrypted-a", event = "e")
		String encrypted() {
			return "";
		}

		@PusherSendTo(channels = { "b", "private-encrypted-a" }, event = "e")
		String encryptedAndOther() {
			return "";
		}

	}

}
