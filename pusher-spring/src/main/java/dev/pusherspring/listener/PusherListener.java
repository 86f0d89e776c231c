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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

import dev.pusherspring.client.recovery.MissedEventsSource;

/**
 * Marks a method that receives events from channels, or a class whose
 * {@link PusherHandler} methods share the events.
 * <p>
 * The method can have parameters of the following kinds, in any order:
 * <ul>
 * <li>The payload, as any type that JSON can be converted to: a record,
 * {@code List<Order>}, {@code Map}, {@code JsonNode}, or an {@code Optional} of these.
 * {@code String}, {@code CharSequence}, {@code Object} and {@code byte[]} receive the
 * text. A payload with {@code @Valid} or {@code @Validated} is validated.</li>
 * <li>The event, the {@code PusherClient}, or the {@code Channel}.</li>
 * <li>A {@code String} with {@link ChannelName}, {@link EventName} or
 * {@link UserId}.</li>
 * <li>A parameter with {@code @Value}.</li>
 * <li>If spring-messaging is present, a {@code Message} of a payload type with
 * {@link PusherHeaders}, {@code @Header}, {@code @Headers}, {@code MessageHeaders}, and
 * whatever a {@code HandlerMethodArgumentResolver} bean supports.</li>
 * </ul>
 * If the event has no data, the payload is {@code null} or an empty {@code Optional}, and
 * the call fails if the type of the payload is primitive. A parameter for another type of
 * event than the one received is {@code null}. Each method receives a payload of its own,
 * unless the payload is immutable.
 * <p>
 * Methods are called on delivery threads, with the events of each channel in order. If a
 * method returns a {@code CompletionStage}, {@code Future}, {@code Mono}, {@code Flux} or
 * another publisher, or is a suspend function, the call lasts until the result is
 * complete. Results are ignored unless a {@code ListenerReturnValueHandler} bean handles
 * them. A method that throws an exception is called again as configured with
 * {@link #retry()}. After the last attempt, the {@link PusherListenerErrorHandler} and
 * the {@link PusherListenerRecoverer} are called. Several listeners for the same event
 * are called in the order given by {@code @Order} on the method or its class.
 * <p>
 * While a listener runs, the client is subscribed to the channels that the listener names
 * exactly. A pattern does not subscribe to channels; it selects from the subscribed ones.
 * A lazy bean with listeners is created for its first event, and a scoped bean is looked
 * up for each event. Prototype beans cannot have listeners.
 *
 * @since 1.0.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(PusherListeners.class)
public @interface PusherListener {

	/**
	 * Alias for {@link #channels()}: {@code @PusherListener("orders")}.
	 * @return the channels
	 */
	@AliasFor("channels")
	String[] value() default {};

	/**
	 * Names of channels, or patterns in which {@code *} matches any characters. At least
	 * one is required. Placeholders and SpEL expressions are resolved, and may result in
	 * a comma-separated list of names.
	 * @return the channels
	 */
	@AliasFor("value")
	String[] channels() default {};

	/**
	 * Names of events, or patterns in which {@code *} matches any characters.
	 * Placeholders and SpEL expressions are resolved, and may result in a comma-separated
	 * list of names. By default, a method receives the events that its parameter types
	 * imply, such as {@code PusherMemberAddedEvent}, or else all events of the
	 * application, and a class receives the events of its {@link PusherHandler} methods.
	 * Events of the protocol, such as {@code pusher:member_added} and
	 * {@code pusher:subscription_succeeded}, are received only by a name or pattern that
	 * starts with {@code pusher:}. A {@code PusherEventNameFormatter} bean can convert
	 * the names that are given here.
	 * @return the events
	 */
	String[] events() default {};

	/**
	 * SpEL expression that must evaluate to {@code true} for the method to be called.
	 * {@code #event} is the event, {@code #payload} the payload in the type that the
	 * method declares, or its text if the method declares no payload. Method parameters
	 * are available by their names if the code is compiled with {@code -parameters}, as
	 * with the plugins of Spring Boot.
	 * @return the expression, empty for none
	 */
	String condition() default "";

	/**
	 * Name of the app whose events the method receives, or {@code *} for all apps.
	 * Placeholders and SpEL expressions are resolved.
	 * @return the name of a client, empty for the default app
	 * @see dev.pusherspring.client.PusherClient#getName()
	 */
	String app() default "";

	/**
	 * Id of the listener in the {@link PusherListenerRegistry}, unique in the
	 * application. By default, it is derived from the names of the bean and the method,
	 * or is the name of the bean if the class is annotated.
	 * @return the id
	 */
	String id() default "";

	/**
	 * Whether the listener starts with the client. Placeholders and SpEL expressions are
	 * resolved.
	 * @return {@code "true"} or {@code "false"}, empty for {@code "true"}
	 */
	String autoStartup() default "";

	/**
	 * Number of threads that are dedicated to this listener, so that it does not delay
	 * other listeners. Placeholders and SpEL expressions are resolved.
	 * @return the number, empty to use the threads that all listeners of the app share
	 */
	String concurrency() default "";

	/**
	 * Whether the listener receives the events of a channel in the order in which they
	 * arrived. A listener without order does not delay the channel while an event waits
	 * to be retried. With {@link #concurrency()}, it may receive several events of a
	 * channel concurrently.
	 * @return whether order is kept
	 */
	boolean ordered() default true;

	/**
	 * Whether the method receives messages in batches, as {@code List<Order>},
	 * {@code List<PusherMessageEvent>}, {@code List<Message<Order>>} or
	 * {@code Message<List<Order>>}. A batch listener is called on its own thread, or on
	 * as many threads as {@link #concurrency()} specifies. The messages of each channel
	 * are in order. A batch may contain messages of several channels if the listener has
	 * several. The method can throw a
	 * {@link dev.pusherspring.listener.batch.BatchListenerFailedException} to indicate
	 * which message has failed.
	 * @return whether the method receives batches
	 */
	boolean batch() default false;

	/**
	 * Maximum number of messages in a batch. Placeholders and SpEL expressions are
	 * resolved.
	 * @return the number, empty for {@code pusher.listener.batch.max-size}
	 */
	String batchMaxSize() default "";

	/**
	 * Maximum time that a message waits for its batch to fill. Placeholders and SpEL
	 * expressions are resolved.
	 * @return a duration such as {@code "500ms"} or {@code "PT2S"}, empty for
	 * {@code pusher.listener.batch.max-wait}
	 */
	String batchMaxWait() default "";

	/**
	 * Retry settings for this listener. They override {@code pusher.listener.retry}.
	 * @return the settings
	 */
	Retry retry() default @Retry;

	/**
	 * Name of the {@link PusherListenerErrorHandler} bean for this listener. Placeholders
	 * and SpEL expressions are resolved.
	 * @return the name of the bean, empty for the error handler of the app
	 */
	String errorHandler() default "";

	/**
	 * Name of the {@link MissedEventsSource} bean that provides missed events for the
	 * channels of this listener, in place of the source of the app. Recovered events are
	 * delivered to all listeners of a channel. If these name different sources, the
	 * source of the first listener is used. Placeholders and SpEL expressions are
	 * resolved.
	 * @return the name of the bean, empty for the source of the app
	 */
	String missedEvents() default "";

	/**
	 * Retry settings of a listener. Placeholders and SpEL expressions are resolved.
	 * Attributes that are empty default to {@code pusher.listener.retry}.
	 */
	@Target({})
	@Retention(RetentionPolicy.RUNTIME)
	@interface Retry {

		/**
		 * Maximum number of calls, including the first one.
		 * @return the number, {@code "1"} for no retry, {@code "-1"} for no limit
		 */
		String maxAttempts() default "";

		/**
		 * Delay before the first retry.
		 * @return a duration such as {@code "500ms"} or {@code "PT2S"}
		 */
		String initialDelay() default "";

		/**
		 * Multiplier to apply to the delay after each retry.
		 * @return a number, at least 1
		 */
		String multiplier() default "";

		/**
		 * Maximum delay between retries.
		 * @return a duration such as {@code "10s"}
		 */
		String maxDelay() default "";

	}

}
