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

package dev.pusherspring.event;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;

/**
 * Published when an error occurred: the connection was lost or refused, the server
 * reported an error, a message could not be read, events were dropped, or a listener
 * failed.
 *
 * @since 1.0.0
 */
public class PusherErrorEvent extends PusherApplicationEvent {

	private final transient PusherError error;

	/**
	 * Create a new {@link PusherErrorEvent} instance.
	 * @param source the client that the error is about
	 * @param error the error
	 */
	public PusherErrorEvent(PusherClient source, PusherError error) {
		super(source);
		this.error = error;
	}

	/**
	 * Return the code sent by the server, such as 4004 if the app is over its connection
	 * quota.
	 * @return the code, or {@code null}
	 */
	public @Nullable Integer getCode() {
		return this.error.code();
	}

	/**
	 * Return the error message.
	 * @return the message
	 */
	public String getMessage() {
		return this.error.message();
	}

	/**
	 * Return the cause.
	 * @return the cause, or {@code null}
	 */
	public @Nullable Throwable getCause() {
		return this.error.cause();
	}

	/**
	 * Return the name of the channel concerned.
	 * @return the name, or {@code null}
	 */
	@Override
	public @Nullable String getChannel() {
		return this.error.channel();
	}

	/**
	 * Return whether the client has stopped and does not reconnect by itself.
	 * @return whether the error is fatal
	 */
	public boolean isFatal() {
		return this.error.fatal();
	}

	@Override
	public String toString() {
		return "PusherErrorEvent[code=" + getCode() + ", message=" + PrintableText.of(getMessage()) + ", channel="
				+ PrintableText.of(getChannel()) + ", fatal=" + isFatal() + "]";
	}

}
