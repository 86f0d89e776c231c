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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ClassUtils;

/**
 * One parameter of a listener method. Annotations may stand at the method of an
 * interface, and the type may be a variable that the bean's class decides.
 *
 * @param parameter the parameter
 * @param type its type
 * @param genericType its type with type arguments
 */
record ListenerParameter(MethodParameter parameter, Class<?> type, Type genericType) {

	/**
	 * Return the parameters of a method.
	 * @param method the method as the bean's class has it
	 * @param beanType the bean's class
	 * @return the parameters
	 */
	static List<ListenerParameter> of(Method method, Class<?> beanType) {
		return Arrays.stream(new AnnotatedMethod(method).getMethodParameters()).map((parameter) -> {
			Type genericType = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), beanType);
			return new ListenerParameter(parameter, ResolvableType.forType(genericType).toClass(), genericType);
		}).toList();
	}

	boolean isAnnotated(Class<? extends Annotation> annotation) {
		return this.parameter.hasParameterAnnotation(annotation);
	}

	String name() {
		return this.parameter.getParameter().getName();
	}

	@Override
	public String toString() {
		return "Parameter '%s' of @PusherListener method %s".formatted(name(),
				ClassUtils.getQualifiedMethodName((Method) this.parameter.getExecutable()));
	}

}
