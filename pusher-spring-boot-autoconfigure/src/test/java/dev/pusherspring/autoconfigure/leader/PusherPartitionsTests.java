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

package dev.pusherspring.autoconfigure.leader;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PusherPartitions}.
 */
class PusherPartitionsTests {

	// computed by another implementation: instances of two versions must agree
	@ParameterizedTest
	@CsvSource({ "orders,2,2", "private-user-7,2,6", "presence-räume,0,4", "orders-1,2,2" })
	void partitionIsThatOfTheChecksumOfTheName(String channel, int ofFour, int ofTwelve) {
		assertThat(new PusherPartitions("pusher", 4).partitionOf(channel)).isEqualTo(ofFour);
		assertThat(new PusherPartitions("pusher", 12).partitionOf(channel)).isEqualTo(ofTwelve);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 4, 6, 8, 12, 16, 24 })
	void numberedChannelsAreSpreadOverThePartitions(int count) {
		PusherPartitions partitions = new PusherPartitions("pusher", count);
		Map<Integer, Long> channels = IntStream.range(0, 1000)
			.mapToObj((number) -> "orders-" + number)
			.collect(Collectors.groupingBy(partitions::partitionOf, Collectors.counting()));
		assertThat(channels).hasSize(count);
		assertThat(channels.values()).allMatch((size) -> size > 500 / count && size < 1500 / count);
	}

	@Test
	void eachPartitionHasARole() {
		assertThat(new PusherPartitions("orders", 3).getRoles()).containsExactly("orders-0", "orders-1", "orders-2");
	}

	@Test
	void leadsTheChannelsOfItsPartitions() {
		PusherPartitions partitions = new PusherPartitions("pusher", 4);
		assertThat(partitions.leads("orders")).isFalse();
		partitions.lead(List.of(2, 0));
		assertThat(partitions.getLed()).containsExactly(0, 2);
		assertThat(partitions.leads("orders")).isTrue();
		partitions.lead(List.of(0, 1));
		assertThat(partitions.getLed()).containsExactly(0, 1);
		assertThat(partitions.leads("orders")).isFalse();
	}

	@Test
	void thereIsAtLeastOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PusherPartitions("pusher", 0))
			.withMessage("'count' must be positive but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new PusherPartitions("", 1))
			.withMessage("'role' must not be empty");
	}

}
