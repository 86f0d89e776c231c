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

package dev.pusherspring.publish.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

import dev.pusherspring.publish.aot.PublishedTypeProcessor;

/**
 * Publishes application events of the annotated type on channels. Within a transaction,
 * an event is published after the commit, and not at all after a rollback. Without a
 * transaction, it is published immediately. The publisher of the application event does
 * not wait. A failure is logged and published as {@link PublishedToPusherFailedEvent}.
 * The event is converted when it is published on the channels, so it should be immutable.
 * <p>
 * A reactive transaction is only known if the event is published with Spring's
 * {@code TransactionalEventPublisher}. Otherwise, it is published immediately, even if
 * the transaction is rolled back later.
 * <p>
 * An event is lost if the application stops between the commit and the call. Use the
 * event externalization of Spring Modulith for events that must not be lost.
 * <p>
 * For a native image, the annotated types must be found by
 * {@link org.springframework.context.annotation.ReflectiveScan @ReflectiveScan}.
 *
 * @since 1.0.0
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(PublishedTypeProcessor.class)
@Inherited
public @interface PublishedToPusher {

	/**
	 * Alias for {@link #channels()}.
	 * @return the channels
	 */
	@AliasFor("channels")
	String[] value() default {};

	/**
	 * Names of the channels to publish on. An encrypted channel must be the only one.
	 * Placeholders are resolved, as are SpEL expressions between <code>#{</code> and
	 * <code>}</code> with the event as root object: <code>private-shop-#{shopId}</code>.
	 * @return the channels
	 */
	@AliasFor("value")
	String[] channels() default {};

	/**
	 * Name of the event. Placeholders and expressions are resolved as for channels. By
	 * default, the simple name of the type.
	 * @return the event
	 */
	String event() default "";

	/**
	 * SpEL expression for the data, with the event as root object. By default, the event
	 * itself.
	 * @return the expression
	 */
	String payload() default "";

	/**
	 * Name of the app to publish to. By default, the default app or the only app.
	 * @return the app
	 */
	String app() default "";

}
