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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * The conditions that other threads wait for. Checked after every change.
 */
final class Conditions {

	private final List<Condition> waiting = new ArrayList<>();

	CompletableFuture<Void> await(BooleanSupplier test) {
		CompletableFuture<Void> future = new CompletableFuture<>();
		if (test.getAsBoolean()) {
			future.complete(null);
		}
		else {
			// remove conditions that nobody waits for any more
			this.waiting.removeIf((condition) -> condition.future().isDone());
			this.waiting.add(new Condition(test, future));
		}
		return future;
	}

	void changed() {
		if (!this.waiting.isEmpty()) {
			this.waiting.removeIf((condition) -> {
				boolean met = condition.future().isDone() || condition.test().getAsBoolean();
				if (met) {
					condition.future().complete(null);
				}
				return met;
			});
		}
	}

	private record Condition(BooleanSupplier test, CompletableFuture<Void> future) {

	}

}
