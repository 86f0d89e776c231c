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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.User;
import dev.pusherspring.client.internal.channel.SignIn;
import dev.pusherspring.client.internal.channel.Subscriptions;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.SubscriptionRefusal;

/**
 * Routes each frame of an established connection to its handler: the subscription of its
 * channel, the sign-in, or the handling of errors. Frames that cannot be handled are
 * reported; no exception is thrown.
 */
final class FrameRouter {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.channel");

	private final int maxMessageSize;

	private final Subscriptions subscriptions;

	private final SignIn signIn;

	private final PusherClientListener listener;

	FrameRouter(int maxMessageSize, Subscriptions subscriptions, SignIn signIn, PusherClientListener listener) {
		this.maxMessageSize = maxMessageSize;
		this.subscriptions = subscriptions;
		this.signIn = signIn;
		this.listener = listener;
	}

	void route(Frame frame) {
		String data = frame.data();
		if (data != null && data.length() > this.maxMessageSize && !frame.isProtocolEvent()) {
			report(null,
					("A message with %d characters of data was discarded: the limit is %d. "
							+ "Raise 'pusher.max-message-size' to receive it")
						.formatted(data.length(), this.maxMessageSize),
					null, frame.channel());
		}
		else if (frame.event().equals(ServerError.EVENT)) {
			routeError(ServerError.from(frame));
		}
		else if (frame.channel() == null) {
			routeToUser(frame);
		}
		else if (frame.channel().startsWith(SignIn.USER_CHANNEL_PREFIX)) {
			routeForUser(frame, frame.channel());
		}
		else {
			this.subscriptions.received(frame.channel(), frame);
		}
	}

	private void routeError(ServerError error) {
		if (!this.subscriptions.received(error) && !this.signIn.received(error)) {
			report(error.code(), error.message(), null, error.channel());
		}
	}

	// sign-in and watchlist
	private void routeToUser(Frame frame) {
		try {
			if (!this.signIn.received(frame)) {
				logger.debug(LogMessage.format("Ignored %s because it belongs to no channel", frame));
			}
		}
		catch (MalformedFrameException ex) {
			report(null, "A message could not be read: " + ex.getMessage(), ex, null);
		}
	}

	// the server subscribes the connection to this channel by itself
	private void routeForUser(Frame frame, String channel) {
		User user = this.signIn.getUser();
		if (user == null || !channel.substring(SignIn.USER_CHANNEL_PREFIX.length()).equals(user.id())) {
			logger.debug(LogMessage.format("Ignored %s because it is not for the user who is signed in", frame));
		}
		else if (!frame.isProtocolEvent()) {
			this.listener.eventReceived(channel, frame.event(), frame.data(), frame.userId());
		}
		else if (SubscriptionRefusal.isIn(frame)) {
			SubscriptionRefusal refusal = SubscriptionRefusal.from(frame);
			report(refusal.status(), refusal.message(), null, channel);
		}
	}

	private void report(@Nullable Integer code, String message, @Nullable Throwable cause, @Nullable String channel) {
		this.listener.errorOccurred(new PusherError(code, message, cause, channel, false));
	}

}
