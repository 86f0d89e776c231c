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

package dev.pusherspring.listener.method.result;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.InvalidPusherListenerException;

/**
 * Handles the result of a listener method. If the result is asynchronous, the call lasts
 * until it is complete, so that the next event waits, a failure counts as a failure of
 * the call, and shutdown waits for the work.
 *
 * @since 1.0.0
 */
public final class ListenerResult {

	private static final boolean reactiveStreamsPresent = isPresent("org.reactivestreams.Publisher");

	private static final boolean coroutinesPresent = isPresent("kotlinx.coroutines.BuildersKt");

	// the result of a Kotlin function that returns nothing
	private static final String UNIT = "kotlin.Unit";

	// these do nothing until they are subscribed to, or do not report their outcome
	private static final List<String> ASYNCHRONOUS = List.of("kotlinx.coroutines.Job", "kotlinx.coroutines.flow.Flow",
			"io.reactivex.", "io.smallrye.mutiny.");

	private final Method method;

	private final @Nullable ReactiveAdapter adapter;

	private final @Nullable ListenerReturnValueHandler handler;

	private ListenerResult(Method method, @Nullable ReactiveAdapter adapter,
			@Nullable ListenerReturnValueHandler handler) {
		this.method = method;
		this.adapter = adapter;
		this.handler = handler;
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, ListenerResult.class.getClassLoader());
	}

	/**
	 * Return whether a method is a suspend function of Kotlin.
	 * @param method the method
	 * @return whether it is a suspend function
	 */
	public static boolean isSuspending(Method method) {
		Class<?>[] types = method.getParameterTypes();
		return types.length > 0 && types[types.length - 1].getName().equals("kotlin.coroutines.Continuation");
	}

	/**
	 * Return a handler for the results of a method.
	 * @param method the method
	 * @param handler handles the results, or {@code null} to ignore them
	 * @return the handler
	 * @throws InvalidPusherListenerException if the method is asynchronous and its
	 * completion cannot be detected
	 */
	public static ListenerResult of(Method method, @Nullable ListenerReturnValueHandler handler) {
		if (isSuspending(method) && !coroutinesPresent) {
			throw new InvalidPusherListenerException(
					"@PusherListener method %s is a suspend function, but Kotlin coroutines are not on the classpath"
						.formatted(ClassUtils.getQualifiedMethodName(method)),
					"Add kotlinx-coroutines-core, or remove the 'suspend' modifier.");
		}
		Class<?> type = method.getReturnType();
		if (isKnown(type)) {
			return new ListenerResult(method, null, handler);
		}
		ReactiveAdapter adapter = (type != Object.class && type != void.class)
				? ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) : null;
		if (adapter == null) {
			requireDone(method, type);
		}
		return new ListenerResult(method, adapter, handler);
	}

	private static boolean isKnown(Class<?> type) {
		return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type)
				|| Flow.Publisher.class.isAssignableFrom(type)
				|| (reactiveStreamsPresent && Reactive.isPublisher(type));
	}

	private static void requireDone(Method method, Class<?> type) {
		Stream.concat(Stream.of(type), ClassUtils.getAllInterfacesForClassAsSet(type).stream())
			.map(Class::getName)
			.filter((name) -> ASYNCHRONOUS.stream().anyMatch(name::startsWith))
			.findFirst()
			.ifPresent((name) -> {
				throw new InvalidPusherListenerException(
						"@PusherListener method %s returns %s, whose completion cannot be awaited"
							.formatted(ClassUtils.getQualifiedMethodName(method), name),
						"Return a CompletableFuture, or make the method synchronous.");
			});
		if (AnnotatedElementUtils.hasAnnotation(method, Async.class)
				|| AnnotatedElementUtils.hasAnnotation(method.getDeclaringClass(), Async.class)) {
			throw new InvalidPusherListenerException(
					"@PusherListener method %s is @Async but does not return a future, so that failures would be lost"
						.formatted(ClassUtils.getQualifiedMethodName(method)),
					"Return a CompletableFuture, or remove @Async, as listeners already have threads of their own.");
		}
	}

	/**
	 * Wait until the result is complete, and pass it on.
	 * @param returned the value that the method has returned
	 * @param event the event that the method was called with
	 * @throws InterruptedException if the thread is interrupted, in which case the result
	 * is cancelled
	 * @throws Throwable if the result or its handler has failed
	 */
	public void complete(@Nullable Object returned, PusherChannelEvent event) throws Throwable {
		if (returned == null) {
			return;
		}
		if (this.adapter != null) {
			await(Reactive.flow(this.adapter.toPublisher(returned)), event);
		}
		else if (returned instanceof Future<?> future) {
			handle(await(future), event);
		}
		else if (returned instanceof CompletionStage<?> stage) {
			handle(await(future(stage)), event);
		}
		else if (returned instanceof Flow.Publisher<?> publisher) {
			await(publisher, event);
		}
		else if (reactiveStreamsPresent && Reactive.isPublisher(returned.getClass())) {
			await(Reactive.flow(returned), event);
		}
		else {
			handle(returned, event);
		}
	}

	private void handle(@Nullable Object value, PusherChannelEvent event) throws Throwable {
		Object result = (this.handler != null) ? ObjectUtils.unwrapOptional(value) : null;
		if (this.handler != null && result != null && !result.getClass().getName().equals(UNIT)) {
			this.handler.handle(result, this.method, event);
		}
	}

	private static Future<?> future(CompletionStage<?> stage) {
		try {
			return stage.toCompletableFuture();
		}
		catch (UnsupportedOperationException ex) {
			// not every stage is a future; otherwise, it cannot be cancelled
			CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
			stage.whenComplete((value, failure) -> {
				if (failure != null) {
					future.completeExceptionally(failure);
				}
				else {
					future.complete(value);
				}
			});
			return future;
		}
	}

	private static @Nullable Object await(Future<?> future) throws Throwable {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			throw ex;
		}
	}

	private void await(Flow.Publisher<?> publisher, PusherChannelEvent event) throws Throwable {
		PublishedResults results = new PublishedResults(this.handler != null);
		publisher.subscribe(results);
		try {
			for (Object result = results.next(); result != null; result = results.next()) {
				handle(result, event);
				results.request();
			}
		}
		finally {
			results.cancel();
		}
	}

	/**
	 * Used only if Reactive Streams are present.
	 */
	private static final class Reactive {

		private static boolean isPublisher(Class<?> type) {
			return Publisher.class.isAssignableFrom(type);
		}

		private static Flow.Publisher<?> flow(Object publisher) {
			return FlowAdapters.toFlowPublisher((Publisher<?>) publisher);
		}

	}

}
