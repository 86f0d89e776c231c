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

/**
 * Published when a listener has failed on an event and no further attempt is made.
 * Contains the event, so that an application can store it or process it in another way.
 *
 * @since 1.0.0
 */
public class PusherListenerFailedEvent extends PusherApplicationEvent {

	private final String listener;

	private final PusherChannelEvent event;

	private final transient Throwable cause;

	/**
	 * Create a new {@link PusherListenerFailedEvent} instance.
	 * @param listener id of the listener
	 * @param event the event that the listener failed on
	 * @param cause the last exception thrown by the listener
	 */
	public PusherListenerFailedEvent(String listener, PusherChannelEvent event, Throwable cause) {
		super(event.getClient());
		this.listener = listener;
		this.event = event;
		this.cause = cause;
	}

	/**
	 * Return the id of the listener.
	 * @return the id of the listener
	 */
	public String getListener() {
		return this.listener;
	}

	/**
	 * Return the event that the listener failed on.
	 * @return the event
	 */
	public PusherChannelEvent getEvent() {
		return this.event;
	}

	/**
	 * Return the last exception thrown by the listener.
	 * @return the cause
	 */
	public Throwable getCause() {
		return this.cause;
	}

	@Override
	public String getChannel() {
		return this.event.getChannel();
	}

	@Override
	public String toString() {
		return "PusherListenerFailedEvent[listener=" + this.listener + ", event=" + this.event + "]";
	}

}
