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
import java.lang.reflect.Modifier;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

import dev.pusherspring.listener.InvalidPusherListenerException;

/**
 * Finds the target of a bean that may be a proxy, or several nested proxies.
 */
final class ListenerTarget {

	private ListenerTarget() {
	}

	static Class<?> typeOf(Object bean) {
		return AopProxyUtils.ultimateTargetClass(bean);
	}

	/**
	 * Return the method to call on a bean.
	 * @param method the method of the bean's class
	 * @param bean the bean
	 * @return the method
	 * @throws InvalidPusherListenerException if the proxy cannot delegate the call
	 */
	static Method invocable(Method method, Object bean) {
		Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
		if (AopUtils.isCglibProxy(bean) && !Modifier.isStatic(invocable.getModifiers())) {
			if (Modifier.isFinal(invocable.getModifiers())) {
				throw unreachable(method, "final", "Make the method non-final");
			}
			if (isPrivateToAnotherPackage(invocable, bean.getClass())) {
				throw unreachable(method, "package-private in another package", "Make the method protected or public");
			}
		}
		return invocable;
	}

	private static boolean isPrivateToAnotherPackage(Method method, Class<?> type) {
		return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0
				&& !method.getDeclaringClass().getPackageName().equals(type.getPackageName());
	}

	private static InvalidPusherListenerException unreachable(Method method, String reason, String action) {
		return new InvalidPusherListenerException(
				"@PusherListener method %s is %s, but its bean is a proxy, which cannot delegate the call"
					.formatted(ClassUtils.getQualifiedMethodName(method), reason),
				action + ", or remove the proxy from the bean.");
	}

}
