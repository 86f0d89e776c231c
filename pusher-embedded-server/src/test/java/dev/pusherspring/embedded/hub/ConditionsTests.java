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

package dev.pusherspring.embedded.hub;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Conditions}.
 */
class ConditionsTests {

	private final Conditions conditions = new Conditions();

	private final AtomicInteger checks = new AtomicInteger();

	private final AtomicBoolean met = new AtomicBoolean();

	@Test
	void conditionIsCheckedAfterEveryChangeUntilItIsMet() {
		CompletableFuture<Void> future = this.conditions.await(this::check);
		this.conditions.changed();
		assertThat(future).isNotDone();
		this.met.set(true);
		this.conditions.changed();
		assertThat(future).isCompleted();
		assertThat(this.checks).hasValue(3);
		this.conditions.changed();
		assertThat(this.checks).hasValue(3);
	}

	@Test
	void conditionThatNobodyWaitsForIsNoLongerChecked() {
		this.conditions.await(this::check).cancel(false);
		this.conditions.changed();
		assertThat(this.checks).hasValue(1);
	}

	@Test
	void waitingForAnotherConditionKeepsThoseThatAreStillAwaited() {
		CompletableFuture<Void> first = this.conditions.await(this::check);
		this.conditions.await(() -> false).cancel(false);
		this.conditions.await(() -> false);
		this.met.set(true);
		this.conditions.changed();
		assertThat(first).isCompleted();
	}

	private boolean check() {
		this.checks.incrementAndGet();
		return this.met.get();
	}

}
