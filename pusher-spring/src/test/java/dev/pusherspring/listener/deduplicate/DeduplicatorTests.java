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

package dev.pusherspring.listener.deduplicate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Deduplicator}.
 */
class DeduplicatorTests {

	private static final Duration WINDOW = Duration.ofSeconds(10);

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);

	@Test
	void sameDataIsADuplicateAndCounted() {
		Deduplicator deduplicator = create(null);
		assertThat(isDuplicate(deduplicator, "orders", "placed", "{\"id\":1}")).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "{\"id\":1}")).isTrue();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "{\"id\":1}")).isTrue();
		assertThat(deduplicator.getCount()).isEqualTo(2);
	}

	@Test
	void otherDataNameUserOrChannelIsAnotherEvent() {
		Deduplicator deduplicator = create(null);
		assertThat(isDuplicate(deduplicator, "orders", "placed", "1")).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "2")).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "paid", "1")).isFalse();
		assertThat(isDuplicate(deduplicator, "payments", "placed", "1")).isFalse();
		assertThat(deduplicator.isDuplicate(event("orders", "placed", "1", "user"))).isFalse();
		assertThat(deduplicator.isDuplicate(event("orders", "placed1", "", null))).isFalse();
	}

	@Test
	void noDataAndEmptyDataDiffer() {
		Deduplicator deduplicator = create(null);
		assertThat(isDuplicate(deduplicator, "orders", "placed", null)).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "")).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "placed", null)).isTrue();
	}

	@Test
	void memberIdentifiesTheEvent() {
		Deduplicator deduplicator = create("order.id");
		assertThat(isDuplicate(deduplicator, "orders", "placed", "{\"order\":{\"id\":1},\"attempt\":1}")).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "{\"attempt\":2,\"order\":{\"id\":1}}")).isTrue();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "{\"order\":{\"id\":\"1\"}}")).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "paid", "{\"order\":{\"id\":1}}")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"order\":1}", "{\"order\":{\"id\":null}}", "{\"order\":{\"id\":[1]}}", "no JSON",
			"[]" })
	void whatHasNoSuchMemberIsAlwaysDelivered(String data) {
		Deduplicator deduplicator = create("order.id");
		assertThat(isDuplicate(deduplicator, "orders", "placed", data)).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "placed", data)).isFalse();
		assertThat(isDuplicate(deduplicator, "orders", "placed", null)).isFalse();
	}

	@Test
	void whatHasANumberOutOfRangeIsAlwaysDelivered() {
		JsonMapper exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
		Deduplicator deduplicator = create("id");
		for (String data : List.of("{\"id\":1e99999999999}", "{\"id\":1,\"price\":1e99999999999}")) {
			PusherMessageEvent event = new PusherMessageEvent(this.client, "orders", "placed", data, null, exact);
			assertThat(deduplicator.isDuplicate(event)).isFalse();
			assertThat(deduplicator.isDuplicate(event)).isFalse();
		}
	}

	@Test
	void eventIsForgottenAfterTheWindowWhichRepetitionsDoNotExtend() {
		Deduplicator deduplicator = create(null);
		assertThat(isDuplicate(deduplicator, "orders", "placed", "1")).isFalse();
		this.time.addAndGet(WINDOW.toNanos() - 1);
		assertThat(isDuplicate(deduplicator, "orders", "placed", "1")).isTrue();
		this.time.incrementAndGet();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "1")).isFalse();
	}

	@Test
	void eachChannelRemembersItsMostRecentEvents() {
		Deduplicator deduplicator = create(null);
		for (int i = 0; i < 4; i++) {
			assertThat(isDuplicate(deduplicator, "orders", "placed", String.valueOf(i))).isFalse();
		}
		assertThat(isDuplicate(deduplicator, "orders", "placed", "1")).isTrue();
		assertThat(isDuplicate(deduplicator, "orders", "placed", "0")).isFalse();
	}

	@Test
	void inAllTheChannelThatIsQuietForgetsFirst() {
		RecentKeys keys = new RecentKeys(settings(null), this.time::get);
		for (int i = 0; i < 1000; i++) {
			assertThat(keys.add("channel-" + i, new EventKeys.Key(i, i))).isTrue();
			assertThat(keys.add("channel-0", new EventKeys.Key(0, 0))).isFalse();
			assertThat(keys.size()).isLessThanOrEqualTo(5);
		}
		assertThat(keys.add("channel-999", new EventKeys.Key(999, 999))).isFalse();
		assertThat(keys.add("channel-500", new EventKeys.Key(500, 500))).isTrue();
	}

	@Test
	void asManyEventsAreRememberedAsTheTotalAllows() {
		Deduplicator deduplicator = create(null);
		for (String event : List.of("1", "2", "3")) {
			assertThat(isDuplicate(deduplicator, "orders", event, null)).isFalse();
		}
		for (String event : List.of("4", "5")) {
			assertThat(isDuplicate(deduplicator, "payments", event, null)).isFalse();
		}
		for (String event : List.of("1", "2", "3")) {
			assertThat(isDuplicate(deduplicator, "orders", event, null)).isTrue();
		}
		assertThat(isDuplicate(deduplicator, "payments", "4", null)).isTrue();
	}

	@Test
	void whatIsForgottenMakesRoom() {
		RecentKeys keys = new RecentKeys(settings(null), this.time::get);
		keys.add("orders", new EventKeys.Key(1, 1));
		keys.add("orders", new EventKeys.Key(2, 2));
		assertThat(keys.size()).isEqualTo(2);
		this.time.addAndGet(WINDOW.toNanos());
		keys.add("orders", new EventKeys.Key(3, 3));
		assertThat(keys.size()).isEqualTo(1);
	}

	@Test
	void otherChannelsAreLeftAlone() {
		Deduplicator deduplicator = new Deduplicator(
				new DeduplicationSettings(List.of("orders", "price-*"), null, WINDOW, 3, 5), this.time::get);
		assertThat(isDuplicate(deduplicator, "ticker", "tick", "1")).isFalse();
		assertThat(isDuplicate(deduplicator, "ticker", "tick", "1")).isFalse();
		assertThat(isDuplicate(deduplicator, "price-1", "tick", "1")).isFalse();
		assertThat(isDuplicate(deduplicator, "price-1", "tick", "1")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "order.", ".id", "a..b", " " })
	void fieldMustBeAPath(String field) {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(field)).withMessageContaining("'field'");
	}

	@Test
	void oneChannelMayUseTheTotalAlone() {
		assertThat(new DeduplicationSettings(List.of("*"), null, WINDOW, 3, 3).maxTotal()).isEqualTo(3);
	}

	@Test
	void limitsMustMakeSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> new DeduplicationSettings(List.of(), null, WINDOW, 3, 5))
			.withMessageContaining("'channels'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DeduplicationSettings(List.of("*"), null, Duration.ZERO, 3, 5))
			.withMessageContaining("'window'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DeduplicationSettings(List.of("*"), null, WINDOW, 0, 5))
			.withMessageContaining("'maxPerChannel'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DeduplicationSettings(List.of("*"), null, WINDOW, 3, 2))
			.withMessageContaining("'maxTotal'");
	}

	private Deduplicator create(@Nullable String field) {
		return new Deduplicator(settings(field), this.time::get);
	}

	private static DeduplicationSettings settings(@Nullable String field) {
		return new DeduplicationSettings(List.of("*"), field, WINDOW, 3, 5);
	}

	private boolean isDuplicate(Deduplicator deduplicator, String channel, String event, @Nullable String data) {
		return deduplicator.isDuplicate(event(channel, event, data, null));
	}

	private PusherMessageEvent event(String channel, String event, @Nullable String data, @Nullable String userId) {
		return new PusherMessageEvent(this.client, channel, event, data, userId, JsonMapper.shared());
	}

}
