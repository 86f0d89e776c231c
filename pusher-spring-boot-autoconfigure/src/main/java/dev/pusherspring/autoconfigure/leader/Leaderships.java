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
 * The roles that this instance leads, and those that it has declined because it leads the
 * maximum number of partitions. Safe for use by multiple threads.
 */
final class Leaderships {

	private final PusherPartitions partitions;

	private final Predicate<String> roles;

	private final int max;

	private final Map<String, OnGrantedEvent> granted = new LinkedHashMap<>();

	// initiators of declined roles, which have been stopped
	private final List<Lifecycle> aside = new ArrayList<>();

	/**
	 * Create a new {@link Leaderships} instance.
	 * @param partitions updated with the partitions that this instance leads
	 * @param role role of the leader, or with partitions the prefix of their roles;
	 * {@code null} for any role if there are no partitions
	 * @param max maximum number of partitions to lead
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
	 * Remove all roles, so that they can be returned.
	 * @return the events that granted them
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
	 * Leave a declined role to other instances. Stops its initiator, because an initiator
	 * that only yields would compete for the role again immediately.
	 * @param event the event that granted the role
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
	 * Compete for the declined roles again.
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
				// all initiators have been stopped in the meantime
				initiator.stop();
			}
		}
	}

	/**
	 * How this instance responds when it is granted a role.
	 */
	enum Answer {

		/**
		 * The role is not relevant, or this instance already has it.
		 */
		OF_NO_CONCERN,

		/**
		 * This instance takes the role.
		 */
		ACCEPTED,

		/**
		 * This instance already leads the maximum number of partitions.
		 */
		DECLINED

	}

}
