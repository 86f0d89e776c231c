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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherListenerEndpoint;

/**
 * Calls a listener method with what it asks for.
 */
final class ListenerMethod implements PusherListenerEndpoint.Handler {

	private final Object bean;

	private final Method method;

	private final ListenerArgument[] arguments;

	private final int payloadIndex;

	private final @Nullable ListenerCondition condition;

	/**
	 * Create a new {@link ListenerMethod} instance.
	 * @param bean the bean, maybe a proxy
	 * @param declared the method of the bean's own class, which has the annotations
	 * @param invocable the method to call on the bean
	 * @param condition the condition, or {@code null} for none
	 */
	ListenerMethod(Object bean, Method declared, Method invocable, @Nullable ListenerCondition condition) {
		this.bean = bean;
		this.method = invocable;
		this.condition = condition;
		List<ListenerParameter> parameters = ListenerParameter.of(declared, ListenerTarget.typeOf(bean));
		this.arguments = parameters.stream().map(ListenerArgument::of).toArray(ListenerArgument[]::new);
		this.payloadIndex = payloadIndex(parameters);
		ReflectionUtils.makeAccessible(invocable);
	}

	private static int payloadIndex(List<ListenerParameter> parameters) {
		int payloadIndex = -1;
		for (int i = 0; i < parameters.size(); i++) {
			ListenerParameter parameter = parameters.get(i);
			if (!ListenerArgument.isPayload(parameter)) {
				continue;
			}
			if (payloadIndex >= 0) {
				throw new InvalidPusherListenerException(
						"%s is a second payload beside '%s', but an event has only one".formatted(parameter,
								parameters.get(payloadIndex).name()),
						"Annotate one of them with @ChannelName, @EventName or @UserId, or remove it.");
			}
			payloadIndex = i;
		}
		return payloadIndex;
	}

	@Override
	public void handle(PusherChannelEvent event) throws Throwable {
		@Nullable Object[] values = new @Nullable Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].resolve(event);
		}
		if (this.condition != null && !this.condition.matches(event, payload(event, values))) {
			return;
		}
		try {
			this.method.invoke(this.bean, values);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private @Nullable Object payload(PusherChannelEvent event, @Nullable Object[] values) {
		return (this.payloadIndex >= 0) ? this.arguments[this.payloadIndex].payload(values[this.payloadIndex])
				: PayloadArgument.text(event);
	}

	@Override
	public String toString() {
		return ClassUtils.getQualifiedMethodName(this.method);
	}

}
