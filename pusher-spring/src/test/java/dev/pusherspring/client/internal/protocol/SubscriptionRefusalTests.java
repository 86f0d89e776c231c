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

package dev.pusherspring.client.internal.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SubscriptionRefusal}.
 */
class SubscriptionRefusalTests {

	@Test
	void readsStatusAndText() {
		assertThat(refusal("{\"type\":\"AuthError\",\"error\":\"The connection is unauthorized.\",\"status\":401}"))
			.isEqualTo(new SubscriptionRefusal(401, "The connection is unauthorized."));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "{}", "text", "[]", "{\"status\":null,\"error\":null}", "{\"status\":\"x\",\"error\":[]}",
			"{\"status\":4294967697}" })
	void alwaysHasATextAndNoStatusThatTheServerDidNotGive(String data) {
		assertThat(refusal(data)).isEqualTo(new SubscriptionRefusal(null, "The server refused the subscription"));
	}

	@ParameterizedTest
	@CsvSource({ "pusher:subscription_error, true", "pusher_internal:subscription_error, true", "pusher:error, false",
			"pusher_internal:subscription_succeeded, false", "subscription_error, false" })
	void isInTheMessagesOfEitherName(String event, boolean expected) {
		assertThat(SubscriptionRefusal.isIn(new Frame(event, "private-a", "{}", null))).isEqualTo(expected);
	}

	private static SubscriptionRefusal refusal(String data) {
		return SubscriptionRefusal.from(new Frame(SubscriptionRefusal.EVENT, "private-a", data, null));
	}

}
