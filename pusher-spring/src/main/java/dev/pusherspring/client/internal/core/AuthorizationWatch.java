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

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.AuthorizationCall;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Times whoever grants permissions and tells the listeners of the client.
 */
final class AuthorizationWatch {

	private final EventLoop loop;

	private final PusherClientListeners listeners;

	AuthorizationWatch(EventLoop loop, PusherClientListeners listeners) {
		this.loop = loop;
		this.listeners = listeners;
	}

	@Nullable ChannelAuthorizer watch(@Nullable ChannelAuthorizer authorizer) {
		return (authorizer != null) ? new WatchedAuthorizer(authorizer) : null;
	}

	@Nullable UserAuthenticator watch(@Nullable UserAuthenticator authenticator) {
		return (authenticator != null) ? (socketId) -> timed(null, () -> authenticator.authenticate(socketId)) : null;
	}

	private <T> T timed(@Nullable String channel, Supplier<T> call) {
		long start = this.loop.nanoTime();
		try {
			T result = call.get();
			report(channel, start, null);
			return result;
		}
		catch (Throwable ex) {
			report(channel, start, ex);
			throw ex;
		}
	}

	private void report(@Nullable String channel, long start, @Nullable Throwable failure) {
		AuthorizationCall call = new AuthorizationCall(channel, Duration.ofNanos(this.loop.nanoTime() - start),
				failure);
		this.loop.execute(() -> this.listeners.tell((listener) -> listener.authorizationEnded(call)));
	}

	/**
	 * {@link ChannelAuthorizer} that is timed.
	 */
	private final class WatchedAuthorizer implements ChannelAuthorizer {

		private final ChannelAuthorizer delegate;

		private WatchedAuthorizer(ChannelAuthorizer delegate) {
			this.delegate = delegate;
		}

		@Override
		public ChannelAuthorization authorize(String channelName, String socketId) {
			return timed(channelName, () -> this.delegate.authorize(channelName, socketId));
		}

	}

}
