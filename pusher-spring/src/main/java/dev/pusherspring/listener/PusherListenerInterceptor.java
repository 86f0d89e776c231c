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
 * Intercepts calls of {@link PusherListener} methods, for example to observe them. Called
 * concurrently on the delivery threads. The call includes the conversion of the payload
 * and the evaluation of the condition.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherListenerInterceptor {

	/**
	 * Intercept a call of a listener method.
	 * @param listener the listener
	 * @param event the event, which is a {@link dev.pusherspring.event.PusherBatchEvent}
	 * for a batch listener
	 * @param call proceeds with the next interceptor or the method; if it is not called,
	 * the listener does not receive the event
	 * @throws Throwable if the method throws it
	 */
	void intercept(PusherListenerEndpoint listener, PusherChannelEvent event, Call call) throws Throwable;

	/**
	 * The call of a listener method.
	 */
	@FunctionalInterface
	interface Call {

		/**
		 * Proceed with the call.
		 * @throws Throwable if the method throws it
		 */
		void proceed() throws Throwable;

	}

}
