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
 * Takes what a listener method returns. The first bean of this type, in their order, that
 * supports a method gets its results; without one they are ignored.
 *
 * @since 1.0.0
 */
public interface ListenerReturnValueHandler {

	/**
	 * Return whether this takes the results of a method. Asked once for each method, when
	 * its listener is registered.
	 * @param method the method as the bean's class has it; its annotations may be those
	 * of a method that it overrides
	 * @return whether it does
	 * @throws RuntimeException if the method can never work, which fails the start
	 */
	boolean supports(Method method);

	/**
	 * Handle a result. What comes later, such as the value of a {@code CompletionStage}
	 * or {@code Mono}, has been awaited before; an {@code Optional} has been unwrapped. A
	 * publisher of several values is handled value by value, and asked for the next one
	 * when this has returned. Not called if there is no result. Called on the delivery
	 * thread; the call of the listener lasts until this returns.
	 * @param result the result
	 * @param method the method, as {@link #supports(Method)} was asked about it
	 * @param event the event that the listener was called with
	 * @throws Throwable if that fails; a failure of the listener, which is called again
	 * as its retry says
	 */
	void handle(Object result, Method method, PusherChannelEvent event) throws Throwable;

}
