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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Obtains authorizations away from the event loop, which must not wait for somebody
 * else's endpoint, and brings the answers back to it.
 *
 * @since 1.0.0
 */
public final class Authorizations {

	private final @Nullable ChannelAuthorizer authorizer;

	private final Executor executor;

	private final EventLoop loop;

	/**
	 * Create a new {@link Authorizations} instance.
	 * @param authorizer who authorizes, {@code null} if nobody does
	 * @param executor runs the authorizer; its size limits how many run at a time
	 * @param loop the event loop
	 */
	public Authorizations(@Nullable ChannelAuthorizer authorizer, Executor executor, EventLoop loop) {
		this.authorizer = authorizer;
		this.executor = executor;
		this.loop = loop;
	}

	void request(String channel, String socketId, Answer answer) {
		ChannelAuthorizer authorizer = this.authorizer;
		if (authorizer == null) {
			this.loop.execute(() -> answer.refused(new AuthorizationException(
					"Channel '%s' needs an authorization but nothing provides one. ".formatted(channel)
							+ "Set 'pusher.auth.endpoint' or 'pusher.secret', or define a ChannelAuthorizer bean")));
			return;
		}
		try {
			this.executor.execute(() -> authorize(authorizer, channel, socketId, answer));
		}
		catch (RejectedExecutionException ex) {
			this.loop.execute(() -> answer
				.refused(new AuthorizationException("The authorization executor is shut down", null, true, ex)));
		}
	}

	private void authorize(ChannelAuthorizer authorizer, String channel, String socketId, Answer answer) {
		// a connection may come and go while requests wait for their turn
		if (!answer.isAwaited()) {
			return;
		}
		try {
			ChannelAuthorization authorization = authorizer.authorize(channel, socketId);
			if (authorization == null) {
				throw new AuthorizationException("The authorizer returned no authorization");
			}
			this.loop.execute(() -> answer.authorized(authorization));
		}
		catch (AuthorizationException ex) {
			this.loop.execute(() -> answer.refused(ex));
		}
		catch (RuntimeException | Error ex) {
			this.loop.execute(() -> answer.refused(new AuthorizationException(
					"The authorizer failed with " + ex.getClass().getName(), null, true, ex)));
		}
	}

	/**
	 * Receives the outcome on the event loop.
	 */
	interface Answer {

		/**
		 * Return whether the outcome still matters. May be called from any thread.
		 * @return {@code false} once the connection or the wish is gone
		 */
		boolean isAwaited();

		void authorized(ChannelAuthorization authorization);

		void refused(AuthorizationException ex);

	}

}
