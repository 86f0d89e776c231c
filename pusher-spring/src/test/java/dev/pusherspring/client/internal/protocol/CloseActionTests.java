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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseAction}.
 */
class CloseActionTests {

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 999, 1000, 1001, 1002, 1004, 1005, 1006, 1008, 1011, 3999 })
	void reconnectsWithADelayAfterCodesOfWebSocketItself(int code) {
		assertThat(CloseAction.forCode(code)).isEqualTo(CloseAction.RECONNECT);
	}

	@Test
	void reconnectsWithADelayWithoutACode() {
		assertThat(CloseAction.forCode(null)).isEqualTo(CloseAction.RECONNECT);
	}

	@Test
	void switchesToTlsWhenTheServerDemandsIt() {
		assertThat(CloseAction.forCode(4000)).isEqualTo(CloseAction.RECONNECT_WITH_TLS);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4002, 4005, 4006, 4007, 4008, 4009, 4050, 4099 })
	void stopsWhenTheServerWouldRefuseInTheSameWay(int code) {
		assertThat(CloseAction.forCode(code)).isEqualTo(CloseAction.STOP);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4003, 4004 })
	void stopsForNowWhenTheRefusalMayPass(int code) {
		assertThat(CloseAction.forCode(code)).isEqualTo(CloseAction.STOP_FOR_NOW);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4100, 4150, 4199 })
	void pausesBeforeItReconnectsWhenTheServerIsOverCapacity(int code) {
		assertThat(CloseAction.forCode(code)).isEqualTo(CloseAction.RECONNECT_AFTER_PAUSE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4200, 4201, 4202, 4299 })
	void reconnectsAtOnceWhenTheServerAsksForIt(int code) {
		assertThat(CloseAction.forCode(code)).isEqualTo(CloseAction.RECONNECT_IMMEDIATELY);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4300, 4301, 4302, 4399, 4400, 4999, 5000, 65535, Integer.MAX_VALUE })
	void doesNotGiveUpForCodesWithoutAMeaning(int code) {
		assertThat(CloseAction.forCode(code)).isEqualTo(CloseAction.RECONNECT);
	}

	@ParameterizedTest
	@EnumSource
	void onlyARefusalForNowAndAPauseMayPass(CloseAction action) {
		assertThat(action.isPassing())
			.isEqualTo(action == CloseAction.STOP_FOR_NOW || action == CloseAction.RECONNECT_AFTER_PAUSE);
	}

	@Test
	void countsNormalClosureAndGoingAwayAsOrderly() {
		assertThat(CloseAction.isOrderly(1000)).isTrue();
		assertThat(CloseAction.isOrderly(1001)).isTrue();
		assertThat(CloseAction.isOrderly(1002)).isFalse();
		assertThat(CloseAction.isOrderly(1006)).isFalse();
		assertThat(CloseAction.isOrderly(4200)).isFalse();
	}

}
