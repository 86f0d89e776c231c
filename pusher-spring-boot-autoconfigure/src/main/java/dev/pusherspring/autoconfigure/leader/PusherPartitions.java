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

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.Assert;

/**
 * The partitions into which the instances of an application divide their channels, and
 * the partitions that this instance leads. The partition of a channel is the CRC-32 of
 * its name in UTF-8, modulo the number of partitions, and therefore the same on all
 * instances.
 * <p>
 * Safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class PusherPartitions {

	private final String role;

	private final int count;

	private final Set<Integer> led = new ConcurrentSkipListSet<>();

	/**
	 * Create a new {@link PusherPartitions} instance that leads no partition.
	 * @param role prefix of the roles
	 * @param count number of partitions
	 */
	public PusherPartitions(String role, int count) {
		Assert.hasText(role, "'role' must not be empty");
		Assert.isTrue(count > 0, () -> "'count' must be positive but is %d".formatted(count));
		this.role = role;
		this.count = count;
	}

	/**
	 * Return the number of partitions.
	 * @return the number
	 */
	public int getCount() {
		return this.count;
	}

	/**
	 * Return the role of the leader of each partition. Leader initiators must use these
	 * roles.
	 * @return the roles, in the order of the partitions
	 */
	public List<String> getRoles() {
		return IntStream.range(0, this.count).mapToObj((partition) -> this.role + "-" + partition).toList();
	}

	/**
	 * Return the partition of a channel.
	 * @param channel name of the channel
	 * @return the number of the partition, starting at 0
	 */
	public int partitionOf(String channel) {
		CRC32 crc = new CRC32();
		crc.update(channel.getBytes(StandardCharsets.UTF_8));
		return (int) (crc.getValue() % this.count);
	}

	/**
	 * Return whether this instance leads the partition of a channel.
	 * @param channel name of the channel
	 * @return whether it does
	 */
	public boolean leads(String channel) {
		return this.led.contains(partitionOf(channel));
	}

	/**
	 * Return the partitions that this instance leads.
	 * @return a snapshot of their numbers, in ascending order
	 */
	public List<Integer> getLed() {
		return List.copyOf(this.led);
	}

	/**
	 * Return a supplier of the partitions that this instance leads, for health, metrics
	 * and the actuator endpoint.
	 * @param partitions provides the partitions, if leader election is enabled
	 * @return the supplier of their numbers, or {@code null} if channels are not divided
	 */
	public static @Nullable Supplier<List<Integer>> led(ObjectProvider<PusherPartitions> partitions) {
		PusherPartitions available = partitions.getIfAvailable();
		return (available != null && available.getCount() > 1) ? available::getLed : null;
	}

	void lead(Collection<Integer> partitions) {
		this.led.addAll(partitions);
		this.led.retainAll(Set.copyOf(partitions));
	}

	@Override
	public String toString() {
		return "PusherPartitions[role=" + this.role + ", count=" + this.count + ", led=" + this.led + "]";
	}

}
