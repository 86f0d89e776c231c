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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.AuthorizationCall;
import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.Registration;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.User;

/**
 * Composite of all listeners of a client. An exception thrown by a listener affects
 * neither the other listeners nor the client.
 */
final class PusherClientListeners implements PusherClientListener {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	// an array, whose iteration does not allocate an object for each event
	private volatile PusherClientListener[] listeners;

	PusherClientListeners(List<PusherClientListener> listeners) {
		this.listeners = listeners.toArray(PusherClientListener[]::new);
	}

	/**
	 * Add a listener. A listener can be added several times.
	 * @param listener the listener
	 * @return a registration that removes the listener
	 */
	Registration add(PusherClientListener listener) {
		AtomicBoolean present = new AtomicBoolean(true);
		synchronized (this) {
			PusherClientListener[] listeners = Arrays.copyOf(this.listeners, this.listeners.length + 1);
			listeners[listeners.length - 1] = listener;
			this.listeners = listeners;
		}
		return () -> {
			if (present.getAndSet(false)) {
				remove(listener);
			}
		};
	}

	private synchronized void remove(PusherClientListener listener) {
		List<PusherClientListener> listeners = new ArrayList<>(Arrays.asList(this.listeners));
		for (int i = listeners.size() - 1; i >= 0; i--) {
			if (listeners.get(i) == listener) {
				listeners.remove(i);
				break;
			}
		}
		this.listeners = listeners.toArray(PusherClientListener[]::new);
	}

	@Override
	public void messageRead(int bytes) {
		for (PusherClientListener listener : this.listeners) {
			try {
				listener.messageRead(bytes);
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		for (PusherClientListener listener : this.listeners) {
			try {
				listener.eventReceived(channel, event, data, userId);
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		tell((listener) -> listener.stateChanged(previous, current));
	}

	@Override
	public void disconnected() {
		tell(PusherClientListener::disconnected);
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		tell((listener) -> listener.reconnecting(attempt, delay));
	}

	@Override
	public void pongReceived(Duration roundTripTime) {
		tell((listener) -> listener.pongReceived(roundTripTime));
	}

	@Override
	public void authorizationEnded(AuthorizationCall call) {
		tell((listener) -> listener.authorizationEnded(call));
	}

	@Override
	public void errorOccurred(PusherError error) {
		tell((listener) -> listener.errorOccurred(error));
	}

	@Override
	public void subscriptionSucceeded(Channel channel) {
		tell((listener) -> listener.subscriptionSucceeded(channel));
	}

	@Override
	public void subscriptionFailed(SubscriptionError error) {
		tell((listener) -> listener.subscriptionFailed(error));
	}

	@Override
	public void memberAdded(String channel, Member member) {
		tell((listener) -> listener.memberAdded(channel, member));
	}

	@Override
	public void memberRemoved(String channel, Member member) {
		tell((listener) -> listener.memberRemoved(channel, member));
	}

	@Override
	public void subscriptionCountChanged(String channel, int count) {
		tell((listener) -> listener.subscriptionCountChanged(channel, count));
	}

	@Override
	public void cacheMissed(String channel) {
		tell((listener) -> listener.cacheMissed(channel));
	}

	@Override
	public void signInSucceeded(User user) {
		tell((listener) -> listener.signInSucceeded(user));
	}

	@Override
	public void signInFailed(SignInError error) {
		tell((listener) -> listener.signInFailed(error));
	}

	@Override
	public void watchlistChanged(String name, List<String> userIds) {
		tell((listener) -> listener.watchlistChanged(name, userIds));
	}

	@Override
	public void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
		tell((listener) -> listener.eventsMissed(channel, from, to, cause));
	}

	private void tell(Consumer<PusherClientListener> call) {
		for (PusherClientListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (Throwable ex) {
				failed(ex);
			}
		}
	}

	private static void failed(Throwable ex) {
		logger.error("A listener of the client failed. Other listeners are not affected", ex);
	}

}
