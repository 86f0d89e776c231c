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
 * Stands around each call of a {@link PusherListener} method, such as an observation
 * does. Called on the delivery thread, several at a time; the reading of the payload and
 * the condition are part of the call.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherListenerInterceptor {

	/**
	 * Call a listener method.
	 * @param listener the listener
	 * @param event the event; for a batch listener a
	 * {@link dev.pusherspring.event.PusherBatchEvent}
	 * @param call calls the next interceptor or the method itself; not to call it is to
	 * keep the event from the listener
	 * @throws Throwable what the method has thrown
	 */
	void intercept(PusherListenerEndpoint listener, PusherChannelEvent event, Call call) throws Throwable;

	/**
	 * The call of a listener method.
	 */
	@FunctionalInterface
	interface Call {

		/**
		 * Go on with the call.
		 * @throws Throwable what the method has thrown
		 */
		void proceed() throws Throwable;

	}

}
