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

package dev.pusherspring.client.auth;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BatchLimits} and {@link BatchChannelAuthorizer}.
 */
class BatchLimitsTests {

	@Test
	void byDefaultAHundredChannelsWaitForTenMilliseconds() {
		assertThat(BatchLimits.defaults()).isEqualTo(new BatchLimits(100, Duration.ofMillis(10)));
		BatchChannelAuthorizer authorizer = new BatchChannelAuthorizer() {

			@Override
			public Map<String, Result> authorize(Set<String> channelNames, String socketId) {
				return Map.of();
			}

			@Override
			public ChannelAuthorization authorize(String channelName, String socketId) {
				return new ChannelAuthorization("key:signature");
			}

		};
		assertThat(authorizer.getBatchLimits()).isEqualTo(BatchLimits.defaults());
	}

	@Test
	void batchesThatAreTurnedOffHaveOneChannelAndDoNotWait() {
		assertThat(BatchLimits.none()).isEqualTo(new BatchLimits(1, Duration.ZERO));
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 501, Integer.MAX_VALUE })
	void refusesASizeOutOfRange(int size) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BatchLimits(size, Duration.ZERO))
			.withMessage("'maxSize' must be from 1 to 500 but is " + size);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 500 })
	void takesASizeInRange(int size) {
		assertThat(new BatchLimits(size, Duration.ZERO).maxSize()).isEqualTo(size);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 60_001 })
	void refusesAWaitOutOfRange(long millis) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BatchLimits(2, Duration.ofMillis(millis)))
			.withMessage("'maxWait' must be from zero to one minute but is %d ms".formatted(millis));
	}

	@Test
	void takesAWaitOfAMinute() {
		assertThat(new BatchLimits(2, Duration.ofMinutes(1)).maxWait()).hasMinutes(1);
	}

	@Test
	void aChannelOfABatchIsEitherAuthorizedOrNot() {
		ChannelAuthorization authorization = new ChannelAuthorization("key:signature");
		AuthorizationException failure = new AuthorizationException("refused");
		assertThat(BatchChannelAuthorizer.Result.granted(authorization))
			.isEqualTo(new BatchChannelAuthorizer.Result(authorization, null));
		assertThat(BatchChannelAuthorizer.Result.failed(failure))
			.isEqualTo(new BatchChannelAuthorizer.Result(null, failure));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new BatchChannelAuthorizer.Result(authorization, failure));
		assertThatIllegalArgumentException().isThrownBy(() -> new BatchChannelAuthorizer.Result(null, null));
	}

}
