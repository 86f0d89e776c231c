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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.ResolvableType;

/**
 * Registers what a {@link PusherListener} method needs at run time in a native image: the
 * method itself and the types of its payload.
 */
class PusherListenerReflectiveProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar payloads = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			for (ListenerParameter parameter : ListenerParameter.of(method, method.getDeclaringClass())) {
				if (ListenerArgument.isPayload(parameter)) {
					this.payloads.registerReflectionHints(hints, payload(parameter));
				}
			}
		}
	}

	// what a message holds is the payload
	private static Type payload(ListenerParameter parameter) {
		return ListenerArgument.isMessage(parameter)
				? ResolvableType.forType(parameter.genericType()).getGeneric().getType() : parameter.genericType();
	}

}
