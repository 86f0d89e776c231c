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

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.protocol.Frame;

/**
 * The listeners of a client. Whatever one throws hurts no other, and not the client's own
 * work either.
 */
final class PusherClientListeners {

	private static final Log logger = LogFactory.getLog(PusherClientListeners.class);

	// an array, as going through it costs no object for each event
	private volatile PusherClientListener[] listeners;

	PusherClientListeners(PusherClientListener first, List<PusherClientListener> others) {
		this.listeners = Stream.concat(Stream.of(first), others.stream()).toArray(PusherClientListener[]::new);
	}

	synchronized void add(PusherClientListener listener) {
		PusherClientListener[] listeners = Arrays.copyOf(this.listeners, this.listeners.length + 1);
		listeners[listeners.length - 1] = listener;
		this.listeners = listeners;
	}

	void tell(Consumer<PusherClientListener> call) {
		for (PusherClientListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (Throwable ex) {
				logger.error("A listener of the client failed; the next one goes on", ex);
			}
		}
	}

	void error(PusherError error) {
		tell((listener) -> listener.errorOccurred(error));
	}

	void read(int bytes) {
		for (PusherClientListener listener : this.listeners) {
			try {
				listener.messageRead(bytes);
			}
			catch (Throwable ex) {
				logger.error("A listener of the client failed on a message", ex);
			}
		}
	}

	// as tell, without an object for each event
	void event(String channel, Frame frame) {
		for (PusherClientListener listener : this.listeners) {
			try {
				listener.eventReceived(channel, frame.event(), frame.data(), frame.userId());
			}
			catch (Throwable ex) {
				logger.error(LogMessage.format("A listener of the client failed on %s", frame), ex);
			}
		}
	}

}
