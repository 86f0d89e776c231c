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

package dev.pusherspring.publish;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

import dev.pusherspring.publish.aot.PublishedTypeProcessor;

/**
 * Publishes the return value of a
 * {@link dev.pusherspring.listener.PusherListener @PusherListener} method, on the app
 * that received the event. The event is not sent to the connection of this application
 * instance, but to those of other instances.
 * <p>
 * The call of the listener lasts until the event is published. A failure to publish
 * counts as a failure of the listener and may be retried. Nothing is published if the
 * method returns {@code null} or an empty {@code Optional}. Each element of a
 * {@code Flux} is published as an event of its own.
 *
 * @since 1.0.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(PublishedTypeProcessor.class)
public @interface PusherSendTo {

	/**
	 * Alias for {@link #channels()}.
	 * @return the channels
	 */
	@AliasFor("channels")
	String[] value() default {};

	/**
	 * Names of the channels to publish on. An encrypted channel must be the only one.
	 * Placeholders are resolved. A warning is logged if the listener receives the
	 * published event itself, because this may cause an endless loop.
	 * @return the channels
	 */
	@AliasFor("value")
	String[] channels() default {};

	/**
	 * Name of the event. Placeholders are resolved.
	 * @return the event
	 */
	String event();

}
