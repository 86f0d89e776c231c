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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Calls a listener method with what it asks for.
 */
final class ListenerMethod {

	private final Object bean;

	private final Method method;

	private final ListenerArgument[] arguments;

	private final int payloadIndex;

	private final @Nullable ListenerCondition condition;

	ListenerMethod(Object bean, Method method, @Nullable ListenerCondition condition) {
		this.bean = bean;
		this.method = method;
		this.condition = condition;
		Parameter[] parameters = method.getParameters();
		this.arguments = new ListenerArgument[parameters.length];
		int payloadIndex = -1;
		for (int i = 0; i < parameters.length; i++) {
			this.arguments[i] = ListenerArgument.of(method, parameters[i]);
			if (ListenerArgument.isPayload(parameters[i])) {
				String name = parameters[i].getName();
				Assert.state(payloadIndex < 0,
						() -> ("@PusherListener method %s can take one payload only, but parameter '%s' is a second "
								+ "one: annotate it with @ChannelName, @EventName or @UserId, or remove it")
							.formatted(ClassUtils.getQualifiedMethodName(method), name));
				payloadIndex = i;
			}
		}
		this.payloadIndex = payloadIndex;
		ReflectionUtils.makeAccessible(method);
	}

	void invoke(ListenerEvent event) throws Throwable {
		@Nullable Object[] values = new @Nullable Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].resolve(event);
		}
		if (this.condition != null) {
			Object payload = (this.payloadIndex >= 0) ? values[this.payloadIndex] : event.text();
			if (!this.condition.matches(event, payload)) {
				return;
			}
		}
		try {
			this.method.invoke(this.bean, values);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return ClassUtils.getQualifiedMethodName(this.method);
	}

}
