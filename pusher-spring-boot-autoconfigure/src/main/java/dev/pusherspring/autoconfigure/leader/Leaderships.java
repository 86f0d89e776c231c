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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.context.Lifecycle;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

/**
 * The roles that this instance is the leader of, and those that it leaves to others as it
 * has enough. Safe for use by several threads.
 */
final class Leaderships {

	private final PusherPartitions partitions;

	private final Predicate<String> roles;

	private final int max;

	private final Map<String, OnGrantedEvent> granted = new LinkedHashMap<>();

	// initiators that have been stopped
	private final List<Lifecycle> aside = new ArrayList<>();

	/**
	 * Create a new {@link Leaderships} instance.
	 * @param partitions is told which partitions this instance leads
	 * @param role role of the leader, or the beginning of those of partitions;
	 * {@code null} for any without partitions
	 * @param max number of partitions to lead at most
	 */
	Leaderships(PusherPartitions partitions, @Nullable String role, int max) {
		this.partitions = partitions;
		this.roles = (partitions.getCount() > 1) ? partitions.getRoles()::contains
				: (candidate) -> role == null || role.equals(candidate);
		this.max = (partitions.getCount() > 1) ? max : Integer.MAX_VALUE;
	}

	synchronized boolean isEmpty() {
		return this.granted.isEmpty();
	}

	synchronized Answer grant(OnGrantedEvent event) {
		if (!this.roles.test(event.getRole()) || this.granted.containsKey(event.getRole())) {
			return Answer.OF_NO_CONCERN;
		}
		if (this.granted.size() >= this.max) {
			return Answer.DECLINED;
		}
		this.granted.put(event.getRole(), event);
		tellPartitions();
		return Answer.ACCEPTED;
	}

	synchronized boolean revoke(OnRevokedEvent event) {
		boolean revoked = this.granted.remove(event.getRole()) != null;
		if (revoked) {
			tellPartitions();
		}
		return revoked;
	}

	/**
	 * Give all roles back.
	 * @return how they were granted
	 */
	synchronized List<OnGrantedEvent> clear() {
		List<OnGrantedEvent> grants = List.copyOf(this.granted.values());
		this.granted.clear();
		tellPartitions();
		return grants;
	}

	private void tellPartitions() {
		if (this.partitions.getCount() == 1) {
			this.partitions.lead(this.granted.isEmpty() ? List.of() : List.of(0));
		}
		else {
			List<String> roles = this.partitions.getRoles();
			this.partitions.lead(this.granted.keySet().stream().map(roles::indexOf).toList());
		}
	}

	/**
	 * Let others have a role that was declined: its initiator stops, as one that only
	 * yields would try again at once.
	 * @param event how the role was granted
	 */
	void standAside(OnGrantedEvent event) {
		if (event.getSource() instanceof Lifecycle initiator) {
			synchronized (this) {
				this.aside.add(initiator);
			}
			initiator.stop();
		}
		else {
			event.getContext().yield();
		}
	}

	/**
	 * Stand for all roles again.
	 */
	void standAgain() {
		List<Lifecycle> initiators;
		synchronized (this) {
			initiators = List.copyOf(this.aside);
			this.aside.clear();
		}
		for (Lifecycle initiator : initiators) {
			try {
				initiator.start();
			}
			catch (TaskRejectedException ex) {
				// all initiators have been stopped meanwhile
				initiator.stop();
			}
		}
	}

	/**
	 * What becomes of a role that was granted.
	 */
	enum Answer {

		/**
		 * It is not one of ours, or we have it already.
		 */
		OF_NO_CONCERN,

		/**
		 * This instance acts as the leader.
		 */
		ACCEPTED,

		/**
		 * This instance leads enough.
		 */
		DECLINED

	}

}
