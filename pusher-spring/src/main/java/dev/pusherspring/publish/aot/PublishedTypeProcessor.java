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

package dev.pusherspring.publish.aot;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Registers the runtime hints for data that is published: the annotated type of an
 * application event, whose methods expressions may call, or the type of an annotated
 * method's result.
 *
 * @since 1.0.0
 */
public class PublishedTypeProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar data = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Class<?> type) {
			hints.registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS);
			this.data.registerReflectionHints(hints, type);
		}
		else if (element instanceof Method method) {
			this.data.registerReflectionHints(hints, result(ResolvableType.forMethodReturnType(method)));
		}
	}

	private static Type result(ResolvableType type) {
		boolean asynchronous = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type.toClass()) != null;
		return (asynchronous ? type.getGeneric() : type).getType();
	}

}
