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
 * Decides what happens when a {@link PusherListener} method throws. The next listener and
 * the next event are served in any case.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherListenerErrorHandler {

	/**
	 * Handle what a listener has thrown. Called on the delivery thread.
	 * @param listener the listener
	 * @param event the event; of a batch listener the message that it has failed on, or a
	 * {@link dev.pusherspring.event.PusherBatchEvent} if it does not say on which
	 * @param cause what it has thrown
	 */
	void handle(PusherListenerEndpoint listener, PusherChannelEvent event, Throwable cause);

}
