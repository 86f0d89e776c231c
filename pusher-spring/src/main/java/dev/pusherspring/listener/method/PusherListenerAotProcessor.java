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

import java.lang.reflect.Method;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;

import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.method.argument.ListenerArgumentFactory;

/**
 * Registers the runtime hints for {@link PusherListener} methods: the methods themselves
 * and their payload types.
 */
class PusherListenerAotProcessor implements BeanRegistrationAotProcessor {

	private final BindingReflectionHintsRegistrar payloads = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = ClassUtils.getUserClass(registeredBean.getBeanClass());
		Set<Method> methods = ListenerDeclarations.of(type).all();
		return methods.isEmpty() ? null : (generationContext, code) -> methods
			.forEach((method) -> register(method, type, generationContext.getRuntimeHints().reflection()));
	}

	private void register(Method method, Class<?> type, ReflectionHints hints) {
		hints.registerMethod(method, ExecutableMode.INVOKE);
		// the method that is called on a proxy
		for (Class<?> contract : ClassUtils.getAllInterfacesForClass(type)) {
			Method declared = ClassUtils.getMethodIfAvailable(contract, method.getName(), method.getParameterTypes());
			if (declared != null) {
				hints.registerMethod(declared, ExecutableMode.INVOKE);
			}
		}
		ListenerArgumentFactory.payloadTypes(method, type)
			.forEach((payload) -> this.payloads.registerReflectionHints(hints, payload));
	}

}
