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

package dev.pusherspring.listener.method;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.method.result.ListenerResult;

/**
 * Calls the method of a listener, and waits until its result is complete.
 */
final class ListenerCall {

	private final Method declared;

	private final TargetBean target;

	private final ListenerResult result;

	private final boolean suspending;

	/**
	 * Create a new {@link ListenerCall} instance.
	 * @param declared the annotated method of the bean's class
	 * @param target the bean to call
	 * @param result handles the result
	 */
	ListenerCall(Method declared, TargetBean target, ListenerResult result) {
		this.declared = declared;
		this.target = target;
		this.suspending = ListenerResult.isSuspending(declared);
		this.result = result;
	}

	void run(@Nullable Object[] values, PusherChannelEvent event) throws Throwable {
		this.result.complete(call(this.target.get(), values), event);
	}

	private @Nullable Object call(TargetBean.Call call, @Nullable Object[] values) throws Throwable {
		try {
			return this.suspending ? SuspendingCall.run(call, values) : call.method().invoke(call.bean(), values);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return ClassUtils.getQualifiedMethodName(this.declared);
	}

}
