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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.BatchLimits;
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

	AuthorizationBatches(BatchChannelAuthorizer authorizer, BatchLimits limits, AuthorizationThreads threads,
			EventLoop loop) {
		this.authorizer = authorizer;
		this.limits = limits;
		this.threads = threads;
		this.loop = loop;
	}

	/**
	 * Obtain an authorization as part of a batch.
	 * @param request the request, which is completed on the event loop
	 * @param socketId the socket id of the connection
	 */
	void add(PendingAuthorization request, String socketId) {
		if (request.isDone()) {
			return;
		}
		if (socketId.equals(this.withoutBatches)) {
			askAlone(request, socketId);
			return;
		}
		Batch batch = batch(socketId);
		batch.add(request);
		if (batch.requests.size() == this.limits.maxSize()) {
			close(batch);
		}
	}

	private void askAlone(PendingAuthorization request, String socketId) {
		request.follow(this.threads.submit(Authorizations.AUTHORIZER, () -> request.ask(this.authorizer, socketId)),
				request::complete);
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

		private final List<PendingAuthorization> requests = new ArrayList<>();

		private @Nullable CompletableFuture<?> call;

		private Batch(String socketId) {
			this.socketId = socketId;
		}

		private void add(PendingAuthorization request) {
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
			for (PendingAuthorization request : this.requests) {
				if (request.begin()) {
					channels.add(request.getChannel());
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
			for (PendingAuthorization request : this.requests) {
				BatchChannelAuthorizer.Result result = (results != null) ? results.get(request.getChannel()) : null;
				if (result != null) {
					request.end(result);
				}
				else if (failure != null) {
					request.completeExceptionally(failure);
				}
				else if (!request.isDone() && !request.isAbandoned()) {
					askAlone(request, this.socketId);
				}
			}
		}

	}

}
