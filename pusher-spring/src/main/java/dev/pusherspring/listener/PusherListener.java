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
 * {@link PusherHandler} methods share them.
 * <p>
 * The method may take, in any order: the payload as any type that JSON can be read as (a
 * record, {@code List<Order>}, {@code Map}, {@code JsonNode}; {@code String},
 * {@code CharSequence}, {@code Object} and {@code byte[]} for the text; {@code Optional}
 * of any of these); the event itself, the client, its {@code Channel}; {@code String}
 * parameters with {@link ChannelName}, {@link EventName} or {@link UserId}; a parameter
 * with {@code @Value}; and, where spring-messaging is present, {@code Message} of such a
 * type with {@link PusherHeaders}, {@code @Header}, {@code @Headers},
 * {@code MessageHeaders} and whatever a {@code HandlerMethodArgumentResolver} bean
 * supports. A payload with {@code @Valid} or {@code @Validated} is validated. An event
 * without data gives {@code null}, an empty {@code Optional}, or an error if the type is
 * primitive; a parameter for another kind of event than that which came is {@code null}.
 * <p>
 * Nobody else has the payload that a method gets, unless it cannot be changed.
 * <p>
 * Methods are called on delivery threads, for one event of a channel after the other. One
 * that returns a {@code CompletionStage}, {@code Future}, {@code Mono}, {@code Flux} or
 * another publisher, or is a suspend function, is not done before that is. Results are
 * ignored unless a {@code ListenerReturnValueHandler} bean takes them. One that throws is
 * called again if {@link #retry()} says so; after that it is a matter for the
 * {@link PusherListenerErrorHandler} and the {@link PusherListenerRecoverer}. Several
 * listeners for an event are called in the order of {@code @Order} at the method or its
 * class.
 * <p>
 * Channels that are named exactly are subscribed to while a listener for them runs; a
 * pattern chooses among what is subscribed. The listener of a lazy bean creates it for
 * its first event, that of a bean with a scope looks it up for each event. A prototype
 * cannot have listeners.
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
	 * Names of channels, or patterns in which {@code *} stands for any characters. There
	 * must be one at least. Placeholders and SpEL expressions are resolved; text that
	 * they give may hold several names with commas between them.
	 * @return the channels
	 */
	@AliasFor("value")
	String[] channels() default {};

	/**
	 * Names of events, or patterns in which {@code *} stands for any characters.
	 * Placeholders and SpEL expressions are resolved; text that they give may hold
	 * several names with commas between them. By default, what the types of the
	 * parameters stand for, such as {@code PusherMemberAddedEvent}, or else all events of
	 * the application. The protocol's own, such as {@code pusher:member_added} and
	 * {@code pusher:subscription_succeeded}, must be asked for by a name or pattern that
	 * starts with {@code pusher:}. At a class, by default, those that its
	 * {@link PusherHandler} methods take. A {@code PusherEventNameFormatter} bean may let
	 * names be written differently here.
	 * @return the events
	 */
	String[] events() default {};

	/**
	 * SpEL expression that must be true for the method to be called. {@code #event} is
	 * the event, {@code #payload} the payload as the method takes it, or its text if the
	 * method takes none. Parameters have the names that they have in the code if that is
	 * compiled with {@code -parameters}, as Spring Boot's plugins do.
	 * @return the expression, empty for none
	 */
	String condition() default "";

	/**
	 * Name of the app whose events the method receives, where the application has
	 * several, or {@code *} for all of them. Placeholders and SpEL expressions are
	 * resolved.
	 * @return the name of a client, empty for the default app
	 * @see dev.pusherspring.client.PusherClient#getName()
	 */
	String app() default "";

	/**
	 * Id of the listener in the {@link PusherListenerRegistry}, unique in the
	 * application. Made from bean and method by default, or the bean's name at a class.
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
	 * Number of threads that call this listener alone, so that it holds up no other one.
	 * Placeholders and SpEL expressions are resolved.
	 * @return the number, empty for the threads that serve all listeners of the app
	 */
	String concurrency() default "";

	/**
	 * Whether the listener gets the events of a channel in the order in which they came.
	 * One that does without does not hold up the channel while an event waits for its
	 * next attempt, and with {@link #concurrency()} may get several events of a channel
	 * at a time.
	 * @return whether order is kept
	 */
	boolean ordered() default true;

	/**
	 * Whether the method gets many messages at a time, as {@code List<Order>},
	 * {@code List<PusherMessageEvent>}, {@code List<Message<Order>>} or
	 * {@code Message<List<Order>>}. Such a listener has a thread of its own, or
	 * {@link #concurrency()} of them. The messages of one channel are in order; a batch
	 * may have messages of several channels if the listener hears several. A method may
	 * throw a {@link dev.pusherspring.listener.batch.BatchListenerFailedException} to say
	 * which of them it has failed on.
	 * @return whether it gets batches
	 */
	boolean batch() default false;

	/**
	 * Number of messages that a batch has at most. Placeholders and SpEL expressions are
	 * resolved.
	 * @return the number, empty for {@code pusher.listener.batch.max-size}
	 */
	String batchMaxSize() default "";

	/**
	 * Longest time that a message waits for others to come into its batch. Placeholders
	 * and SpEL expressions are resolved.
	 * @return a duration such as {@code "500ms"} or {@code "PT2S"}, empty for
	 * {@code pusher.listener.batch.max-wait}
	 */
	String batchMaxWait() default "";

	/**
	 * How the listener is called again when it throws, where it differs from
	 * {@code pusher.listener.retry}.
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
	 * Name of the {@link MissedEventsSource} bean that knows what was published on the
	 * channels of this listener, for those that the source of the app does not serve. All
	 * listeners of a channel get what is fetched; if they name several sources, that of
	 * the first one is asked. Placeholders and SpEL expressions are resolved.
	 * @return the name of the bean, empty for the source of the app
	 */
	String missedEvents() default "";

	/**
	 * How a listener is called again. Placeholders and SpEL expressions are resolved;
	 * what is empty is as {@code pusher.listener.retry} says.
	 */
	@Target({})
	@Retention(RetentionPolicy.RUNTIME)
	@interface Retry {

		/**
		 * Number of calls in all.
		 * @return the number, {@code "1"} for no retry, {@code "-1"} for no limit
		 */
		String maxAttempts() default "";

		/**
		 * Delay before the second call.
		 * @return a duration such as {@code "500ms"} or {@code "PT2S"}
		 */
		String initialDelay() default "";

		/**
		 * Factor from one delay to the next.
		 * @return a number that is not below 1
		 */
		String multiplier() default "";

		/**
		 * Longest delay.
		 * @return a duration such as {@code "10s"}
		 */
		String maxDelay() default "";

	}

}
