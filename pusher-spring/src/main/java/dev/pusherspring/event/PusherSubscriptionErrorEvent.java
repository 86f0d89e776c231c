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
import dev.pusherspring.client.SubscriptionError;

/**
 * Published when a subscription failed: its authorization was refused or could not be
 * obtained, or the server refused it or did not answer.
 *
 * @since 1.0.0
 */
public class PusherSubscriptionErrorEvent extends PusherChannelEvent {

	private final transient SubscriptionError error;

	/**
	 * Create a new {@link PusherSubscriptionErrorEvent} instance.
	 * @param source the client
	 * @param error why the subscription failed
	 */
	public PusherSubscriptionErrorEvent(PusherClient source, SubscriptionError error) {
		super(source, error.channel(), "pusher:subscription_error");
		this.error = error;
	}

	/**
	 * Return the HTTP status of the authorization endpoint, or the status sent by the
	 * server.
	 * @return the status, or {@code null}
	 */
	public @Nullable Integer getStatus() {
		return this.error.status();
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
	 * Return whether the client retries by itself before the next reconnection.
	 * @return {@code true} if the subscription is retried
	 */
	public boolean isRetrying() {
		return this.error.retrying();
	}

	@Override
	public String toString() {
		return "PusherSubscriptionErrorEvent[channel=" + PrintableText.of(getChannel()) + ", status=" + getStatus()
				+ ", message=" + PrintableText.of(getMessage()) + ", retrying=" + isRetrying() + "]";
	}

}
