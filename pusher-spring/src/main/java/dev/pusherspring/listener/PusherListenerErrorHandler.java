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
 * Strategy for handling exceptions thrown by {@link PusherListener} methods. Whatever it
 * does, delivery continues with the next listener and the next event.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherListenerErrorHandler {

	/**
	 * Handle an exception thrown by a listener. Called on the delivery thread.
	 * @param listener the listener
	 * @param event the event. For a batch listener, the message that has failed, or the
	 * {@link dev.pusherspring.event.PusherBatchEvent} if the listener does not indicate
	 * the message
	 * @param cause the exception thrown by the listener
	 */
	void handle(PusherListenerEndpoint listener, PusherChannelEvent event, Throwable cause);

}
