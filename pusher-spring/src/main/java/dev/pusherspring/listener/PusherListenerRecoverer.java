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
 * Takes the events that a listener has failed on for the last time, say to keep them
 * somewhere. A bean of this type replaces the default one, which publishes a
 * {@link dev.pusherspring.event.PusherListenerFailedEvent}. Called after the
 * {@link PusherListenerErrorHandler}, whatever that has done.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherListenerRecoverer {

	/**
	 * Take an event. Called on the thread that has called the listener; what this throws
	 * is logged.
	 * @param listener the listener
	 * @param event the event; each message by itself if a batch listener has failed on
	 * several
	 * @param cause what the listener has thrown at last
	 * @throws Exception if the event cannot be taken
	 */
	void recover(PusherListenerEndpoint listener, PusherChannelEvent event, Throwable cause) throws Exception;

}
