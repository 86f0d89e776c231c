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
import java.util.Arrays;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import org.jspecify.annotations.Nullable;

/**
 * Calls a suspend function and waits until it is complete. Used only if Kotlin coroutines
 * are present.
 */
final class SuspendingCall {

	private SuspendingCall() {
	}

	static @Nullable Object run(TargetBean.Call call, @Nullable Object[] values) throws Throwable {
		return BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, new Body(call, values));
	}

	// Kotlin does not declare exceptions
	@SuppressWarnings("unchecked")
	private static <T extends Throwable> @Nullable Object rethrow(Throwable ex) throws T {
		throw (T) ex;
	}

	private record Body(TargetBean.Call call, @Nullable Object[] values)
			implements
				Function2<CoroutineScope, Continuation<? super Object>, @Nullable Object> {

		@Override
		public @Nullable Object invoke(CoroutineScope scope, Continuation<? super Object> continuation) {
			@Nullable Object[] all = Arrays.copyOf(this.values, this.values.length + 1);
			all[this.values.length] = continuation;
			try {
				return this.call.method().invoke(this.call.bean(), all);
			}
			catch (InvocationTargetException ex) {
				return SuspendingCall.<RuntimeException>rethrow(ex.getTargetException());
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
