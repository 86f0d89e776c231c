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

package dev.pusherspring.listener.method.argument;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ClassUtils;

/**
 * A parameter of a listener method. Annotations on interface methods are found, and type
 * variables are resolved against the bean's class.
 *
 * @param parameter the parameter
 * @param type its type
 * @param genericType its generic type, with type variables resolved
 */
record ListenerParameter(MethodParameter parameter, Class<?> type, Type genericType) {

	/**
	 * The parameter that the Kotlin compiler adds to a suspend function.
	 */
	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	/**
	 * Return the parameters of a method.
	 * @param method the method of the bean's class
	 * @param beanType the bean's class
	 * @return the parameters
	 */
	static List<ListenerParameter> of(Method method, Class<?> beanType) {
		ResolvableType bean = ResolvableType.forClass(beanType);
		DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
		return Arrays.stream(new AnnotatedMethod(method).getMethodParameters())
			.filter((parameter) -> !parameter.getParameterType().getName().equals(CONTINUATION))
			.map((parameter) -> {
				parameter.initParameterNameDiscovery(names);
				Type type = concrete(ResolvableType.forMethodParameter(parameter, bean), new HashSet<>());
				return new ListenerParameter(parameter, ResolvableType.forType(type).toClass(), type);
			})
			.toList();
	}

	// the type variables can be resolved here, but not by users of the type
	private static Type concrete(ResolvableType type, Set<Type> variables) {
		if (type.getType() instanceof Class<?> simple) {
			return simple;
		}
		if (type.isArray()) {
			Type component = concrete(type.getComponentType(), variables);
			return ResolvableType.forArrayComponent(ResolvableType.forType(component)).getType();
		}
		Class<?> raw = type.resolve(Object.class);
		// such as T extends Comparable<T>
		boolean circular = type.getType() instanceof TypeVariable<?> variable && !variables.add(variable);
		ResolvableType[] generics = (circular || !type.hasGenerics()) ? new ResolvableType[0] : type.getGenerics();
		return (generics.length == 0) ? raw
				: ResolvableType
					.forClassWithGenerics(raw,
							Arrays.stream(generics)
								.map((generic) -> ResolvableType.forType(concrete(generic, variables)))
								.toArray(ResolvableType[]::new))
					.getType();
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
