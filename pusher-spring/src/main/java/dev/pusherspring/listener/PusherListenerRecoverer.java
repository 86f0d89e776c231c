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

package dev.pusherspring.listener;

import dev.pusherspring.event.PusherChannelEvent;

/**
 * Strategy for handling events whose last attempt has failed, for example to store them.
 * A bean of this type replaces the default, which publishes a
 * {@link dev.pusherspring.event.PusherListenerFailedEvent}. Called after the
 * {@link PusherListenerErrorHandler}, regardless of its outcome.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherListenerRecoverer {

	/**
	 * Recover an event that a listener has failed to handle. Called on the thread that
	 * has called the listener. Exceptions are logged.
	 * @param listener the listener
	 * @param event the event; if a batch listener has failed on several messages, this
	 * method is called for each of them
	 * @param cause the exception thrown by the last attempt
	 * @throws Exception if the event cannot be recovered
	 */
	void recover(PusherListenerEndpoint listener, PusherChannelEvent event, Throwable cause) throws Exception;

}
