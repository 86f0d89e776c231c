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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * The bean to call, and its method, which differs from the declared one if the bean is a
 * proxy. A bean that does not exist yet is looked up for the first call. A bean that may
 * have several instances is looked up for each call.
 */
final class TargetBean {

	private final Method declared;

	private final Supplier<Object> lookup;

	private final boolean constant;

	private volatile @Nullable Call call;

	private TargetBean(Method declared, Supplier<Object> lookup, boolean constant) {
		this.declared = declared;
		this.lookup = lookup;
		this.constant = constant;
	}

	/**
	 * Return a target for an existing bean.
	 * @param declared the method of the bean's class
	 * @param bean the bean, possibly a proxy
	 * @return the target
	 */
	static TargetBean of(Method declared, Object bean) {
		TargetBean target = new TargetBean(declared, () -> bean, true);
		target.get();
		return target;
	}

	/**
	 * Return a target for a bean that is looked up.
	 * @param declared the method of the bean's class
	 * @param lookup returns the bean
	 * @param constant whether the bean is always the same
	 * @return the target
	 */
	static TargetBean lookup(Method declared, Supplier<Object> lookup, boolean constant) {
		return new TargetBean(declared, lookup, constant);
	}

	/**
	 * Return the bean and method to call.
	 * @return the bean and its method
	 */
	Call get() {
		Call call = this.call;
		return (call != null) ? call : find();
	}

	private Call find() {
		Object bean = this.lookup.get();
		Method method = ListenerTarget.invocable(this.declared, bean);
		ReflectionUtils.makeAccessible(method);
		Call call = new Call(bean, method);
		if (this.constant) {
			this.call = call;
		}
		return call;
	}

	@Override
	public String toString() {
		return this.declared.toString();
	}

	/**
	 * A bean and the method to call.
	 *
	 * @param bean the bean
	 * @param method the method
	 */
	record Call(Object bean, Method method) {

	}

}
