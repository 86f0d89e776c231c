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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Collects the channels to be authorized by one authorizer, and calls it with batches of
 * them. A failure of one channel does not affect the others. If the authorizer turns out
 * not to support batches, channels are authorized one at a time until the next
 * connection.
 * <p>
 * Confined to the event loop.
 */
final class AuthorizationBatches {

	private final BatchChannelAuthorizer authorizer;

	private final BatchLimits limits;

	private final AuthorizationThreads threads;

	private final EventLoop loop;

	// the batch that still collects channels
	private @Nullable Batch open;

	// the connection on which the authorizer does not support batches
	private @Nullable String withoutBatches;

	AuthorizationBatches(BatchChannelAuthorizer authorizer, AuthorizationThreads threads, EventLoop loop) {
		this.authorizer = authorizer;
		this.limits = authorizer.getBatchLimits();
		this.threads = threads;
		this.loop = loop;
	}

	/**
	 * Obtain an authorization as part of a batch.
	 * @param channel name of the channel
	 * @param socketId the socket id of the connection
	 * @param started run on an authorization thread when the authorizer is called
	 * @return a future for the authorization, completed on the event loop. It only fails
	 * with an {@link dev.pusherspring.client.auth.AuthorizationException}. Cancelling it
	 * has no effect on a call in progress
	 */
	CompletableFuture<ChannelAuthorization> request(String channel, String socketId, Runnable started) {
		if (this.limits.maxSize() == 1 || socketId.equals(this.withoutBatches)) {
			return requestAlone(channel, socketId, started);
		}
		Request request = new Request(channel, started);
		Batch batch = batch(socketId);
		batch.add(request);
		if (batch.requests.size() == this.limits.maxSize()) {
			close(batch);
		}
		return request;
	}

	private CompletableFuture<ChannelAuthorization> requestAlone(String channel, String socketId, Runnable started) {
		return this.threads.submit(Authorizations.AUTHORIZER, () -> {
			started.run();
			return this.authorizer.authorize(channel, socketId);
		});
	}

	// the requests of an earlier connection have been cancelled
	private Batch batch(String socketId) {
		Batch batch = this.open;
		if (batch == null || !batch.socketId.equals(socketId)) {
			Batch opened = new Batch(socketId);
			this.open = opened;
			this.loop.schedule(this.limits.maxWait(), () -> close(opened));
			batch = opened;
		}
		return batch;
	}

	private void close(Batch batch) {
		if (this.open == batch) {
			this.open = null;
			batch.submit();
		}
	}

	/**
	 * The channels of one call of the authorizer.
	 */
	private final class Batch {

		private final String socketId;

		private final List<Request> requests = new ArrayList<>();

		private @Nullable CompletableFuture<?> call;

		private Batch(String socketId) {
			this.socketId = socketId;
		}

		private void add(Request request) {
			this.requests.add(request);
			request.onCancel(this::cancelled);
		}

		private void cancelled() {
			if (this.call != null && isOver()) {
				this.call.cancel(false);
			}
		}

		private boolean isOver() {
			return this.requests.stream().allMatch(CompletableFuture::isDone);
		}

		private void submit() {
			if (!isOver()) {
				CompletableFuture<Map<String, BatchChannelAuthorizer.Result>> call = AuthorizationBatches.this.threads
					.submit(Authorizations.AUTHORIZER, this::ask);
				this.call = call;
				call.whenComplete(this::answered);
			}
		}

		// requests may have been cancelled while the batch was waiting for its turn
		private Map<String, BatchChannelAuthorizer.Result> ask() {
			Set<String> channels = new LinkedHashSet<>();
			for (Request request : this.requests) {
				if (request.begin()) {
					channels.add(request.channel);
				}
			}
			if (channels.size() != 1) {
				return channels.isEmpty() ? Map.of()
						: AuthorizationBatches.this.authorizer.authorize(channels, this.socketId);
			}
			String channel = channels.iterator().next();
			return Map.of(channel, BatchChannelAuthorizer.Result
				.granted(AuthorizationBatches.this.authorizer.authorize(channel, this.socketId)));
		}

		private void answered(@Nullable Map<String, BatchChannelAuthorizer.Result> results,
				@Nullable Throwable failure) {
			if (results != null && results.isEmpty() && !isOver()) {
				AuthorizationBatches.this.withoutBatches = this.socketId;
			}
			for (Request request : this.requests) {
				BatchChannelAuthorizer.Result result = (results != null) ? results.get(request.channel) : null;
				if (result != null) {
					request.end(result.authorization(), result.failure());
				}
				else if (failure != null) {
					request.end(null, failure);
				}
				else if (!request.isDone() && !request.abandoned) {
					askAlone(request);
				}
			}
		}

		private void askAlone(Request request) {
			CompletableFuture<ChannelAuthorization> call = requestAlone(request.channel, this.socketId,
					request.started);
			request.onCancel(() -> call.cancel(false));
			call.whenComplete((authorization, failure) -> {
				if (!call.isCancelled()) {
					request.end(authorization, failure);
				}
			});
		}

	}

	/**
	 * A pending authorization.
	 */
	private static final class Request extends CompletableFuture<ChannelAuthorization> {

		private final String channel;

		private final Runnable started;

		// set by whichever comes first, the authorization thread or the event loop
		private final AtomicBoolean begunOrCancelled = new AtomicBoolean();

		private Runnable onCancel = () -> {
		};

		private boolean abandoned;

		private Request(String channel, Runnable started) {
			this.channel = channel;
			this.started = started;
		}

		private void onCancel(Runnable callback) {
			this.onCancel = callback;
		}

		private boolean begin() {
			boolean begun = this.begunOrCancelled.compareAndSet(false, true);
			if (begun) {
				this.started.run();
			}
			return begun;
		}

		private void end(@Nullable ChannelAuthorization authorization, @Nullable Throwable failure) {
			if (failure != null) {
				completeExceptionally(failure);
			}
			else {
				complete(authorization);
			}
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			this.abandoned = true;
			boolean cancelled = this.begunOrCancelled.compareAndSet(false, true) && super.cancel(false);
			this.onCancel.run();
			return cancelled;
		}

	}

}
