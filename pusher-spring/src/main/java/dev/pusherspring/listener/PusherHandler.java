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
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method that handles some of the events of a class annotated with
 * {@link PusherListener}. Each event is passed to exactly one method, which is chosen as
 * follows:
 * <ol>
 * <li>A method that names the event. An exact name takes precedence over a pattern, and a
 * longer pattern over a shorter one. A parameter of a type such as
 * {@code PusherMemberAddedEvent} implies the name, as it does for a listener.</li>
 * <li>Among several methods with the same name, or methods without a name, the one whose
 * payload type matches the JSON data: an object for a class, record or {@code Map}, an
 * array for a collection, a number, a boolean, or a string. Classes can be distinguished
 * if they share a supertype that is annotated with Jackson's {@code @JsonTypeInfo}.</li>
 * <li>The default method.</li>
 * </ol>
 * If no method matches, the listener fails with an exception. If methods cannot be
 * distinguished, the application fails to start. The methods support the same parameters
 * as listener methods.
 *
 * @since 1.0.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PusherHandler {

	/**
	 * Alias for {@link #events()}: {@code @PusherHandler("placed")}.
	 * @return the events
	 */
	@AliasFor("events")
	String[] value() default {};

	/**
	 * Names of events, or patterns in which {@code *} matches any characters, as in
	 * {@link PusherListener#events()}. By default, the type of the payload decides.
	 * @return the events
	 */
	@AliasFor("value")
	String[] events() default {};

	/**
	 * Whether the method receives the events that no other method matches.
	 * @return whether this is the default method
	 */
	boolean isDefault() default false;

}
