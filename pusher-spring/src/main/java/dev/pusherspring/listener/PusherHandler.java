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
 * Marks one of several methods that share the events of a class with
 * {@link PusherListener}. Each event goes to one of them:
 * <ol>
 * <li>One that names the event; an exact name goes before a pattern, a longer pattern
 * before a shorter one. A parameter such as {@code PusherMemberAddedEvent} stands for the
 * name, as it does for a listener.</li>
 * <li>Among several of one name, or those without a name, the one whose payload is of the
 * type of the data: an object for a class, record or {@code Map}, an array for a
 * collection, a number, {@code true} or {@code false}, or text. Classes are told apart if
 * they have a common supertype with Jackson's {@code @JsonTypeInfo}.</li>
 * <li>The default one.</li>
 * </ol>
 * An event that no method takes is a failure of the listener. Methods that could not be
 * told apart make the start fail. The parameters are those of a listener.
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
	 * Names of events, or patterns in which {@code *} stands for any characters, as
	 * {@link PusherListener#events()} takes them. By default, the type of the payload
	 * decides.
	 * @return the events
	 */
	@AliasFor("value")
	String[] events() default {};

	/**
	 * Whether the method gets what no other one takes.
	 * @return whether it is the default
	 */
	boolean isDefault() default false;

}
