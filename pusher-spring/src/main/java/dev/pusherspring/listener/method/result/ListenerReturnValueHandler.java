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

package dev.pusherspring.listener.method.result;

import java.lang.reflect.Method;

import dev.pusherspring.event.PusherChannelEvent;

/**
 * Strategy for handling the return values of listener methods. The first bean of this
 * type that supports a method, in order, handles its results. Without such a bean,
 * results are ignored.
 *
 * @since 1.0.0
 */
public interface ListenerReturnValueHandler {

	/**
	 * Return whether this handler supports a method. Called once for each method, when
	 * its listener is registered.
	 * @param method the method of the bean's class; annotations may be on a method that
	 * it overrides
	 * @return whether this handler supports the method
	 * @throws RuntimeException if the method is not valid, in which case the application
	 * fails to start
	 */
	boolean supports(Method method);

	/**
	 * Handle a result. Asynchronous results, such as a {@code CompletionStage} or a
	 * {@code Mono}, have been awaited, and an {@code Optional} has been unwrapped. For a
	 * publisher of several values, this method is called for each value, and the next
	 * value is requested when it returns. Not called if there is no result. Called on the
	 * delivery thread. The call of the listener lasts until this method returns.
	 * @param result the result
	 * @param method the method that was passed to {@link #supports(Method)}
	 * @param event the event that the listener was called with
	 * @throws Throwable if the result cannot be handled, which counts as a failure of the
	 * listener and may be retried
	 */
	void handle(Object result, Method method, PusherChannelEvent event) throws Throwable;

}
