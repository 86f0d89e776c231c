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

package dev.pusherspring.client.internal.channel;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;

/**
 * A requested authorization of a channel. It takes one or more calls of an authorizer and
 * is completed on the event loop. Cancelling it has no effect on the authorization that
 * an authorizer has begun with.
 */
final class PendingAuthorization extends CompletableFuture<ChannelAuthorization> {

	private final String channel;

	private final Runnable started;

	private Runnable onCancel = () -> {
	};

	// set by whichever comes first, the authorization thread or the event loop
	private boolean begun;

	private boolean abandoned;

	/**
	 * Create a new {@link PendingAuthorization} instance.
	 * @param channel name of the channel
	 * @param started run on an authorization thread when the authorizer is called
	 */
	PendingAuthorization(String channel, Runnable started) {
		this.channel = channel;
		this.started = started;
	}

	String getChannel() {
		return this.channel;
	}

	/**
	 * Set what to do if this request is cancelled.
	 * @param callback the action
	 */
	void onCancel(Runnable callback) {
		this.onCancel = callback;
	}

	/**
	 * Continue when a call ends, which is cancelled together with this request.
	 * @param call the call
	 * @param next receives its result. A failure is that of this request
	 * @param <T> type of the result
	 */
	<T> void follow(CompletableFuture<T> call, Consumer<T> next) {
		onCancel(() -> call.cancel(false));
		call.whenComplete((result, failure) -> {
			if (failure != null) {
				completeExceptionally(failure);
			}
			else {
				next.accept(result);
			}
		});
	}

	/**
	 * Call an authorizer for this channel alone.
	 * @param authorizer the authorizer
	 * @param socketId the socket id of the connection
	 * @return the authorization, or {@code null} if the authorizer returned nothing or
	 * this request has been cancelled
	 */
	@Nullable ChannelAuthorization ask(ChannelAuthorizer authorizer, String socketId) {
		return begin() ? authorizer.authorize(this.channel, socketId) : null;
	}

	/**
	 * Note that an authorizer is about to be called.
	 * @return {@code false} if this request has been cancelled before
	 */
	synchronized boolean begin() {
		this.begun = this.begun || !this.abandoned;
		if (this.begun) {
			this.started.run();
		}
		return this.begun;
	}

	void end(BatchChannelAuthorizer.Result result) {
		if (result.failure() != null) {
			completeExceptionally(result.failure());
		}
		else {
			complete(result.authorization());
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = abandon() && super.cancel(false);
		this.onCancel.run();
		return cancelled;
	}

	private synchronized boolean abandon() {
		this.abandoned = true;
		return !this.begun;
	}

	synchronized boolean isAbandoned() {
		return this.abandoned;
	}

}
