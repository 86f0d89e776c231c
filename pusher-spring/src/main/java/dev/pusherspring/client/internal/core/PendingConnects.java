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

package dev.pusherspring.client.internal.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherError;

/**
 * Futures returned by {@code connect()} that wait for its outcome. Confined to the event
 * loop.
 */
final class PendingConnects implements PusherClientListener {

	private final Executor completions;

	private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

	PendingConnects(Executor completions) {
		this.completions = completions;
	}

	void add(CompletableFuture<Void> result) {
		this.waiting.add(result);
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		if (current == ConnectionState.CONNECTED) {
			complete(null);
		}
	}

	@Override
	public void errorOccurred(PusherError error) {
		if (error.fatal()) {
			complete(new PusherConnectException(error.message(), error.code(), error.cause()));
		}
	}

	/**
	 * Complete all futures, on another thread since a caller's dependent stages must not
	 * run on the event loop.
	 * @param ex the reason why the client cannot connect, or {@code null} if it is
	 * connected
	 */
	void complete(@Nullable PusherConnectException ex) {
		if (this.waiting.isEmpty()) {
			return;
		}
		List<CompletableFuture<Void>> waiting = List.copyOf(this.waiting);
		this.waiting.clear();
		this.completions.execute(() -> {
			for (CompletableFuture<Void> result : waiting) {
				if (ex != null) {
					result.completeExceptionally(ex);
				}
				else {
					result.complete(null);
				}
			}
		});
	}

}
