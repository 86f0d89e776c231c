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

import org.springframework.core.annotation.AliasFor;

/**
 * Publishes application events of the annotated type on channels. In a transaction that
 * happens after the commit, and not at all after a rollback; without one it happens at
 * once. Whoever publishes the application event does not wait: a failure is logged and
 * becomes a {@link PublishedToPusherFailedEvent}.
 * <p>
 * An event is lost if the application ends between the commit and the call. For those
 * that must not be, see the externalization of Spring Modulith.
 *
 * @since 1.0.0
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface PublishedToPusher {

	/**
	 * Alias for {@link #channels()}.
	 * @return the channels
	 */
	@AliasFor("channels")
	String[] value() default {};

	/**
	 * Names of the channels to publish on. Placeholders are resolved, and SpEL
	 * expressions between <code>#{</code> and <code>}</code> with the event as root:
	 * <code>private-shop-#{shopId}</code>.
	 * @return the channels
	 */
	@AliasFor("value")
	String[] channels() default {};

	/**
	 * Name of the event. Placeholders and expressions are resolved as those of channels
	 * are. The simple name of the type by default.
	 * @return the event
	 */
	String event() default "";

	/**
	 * SpEL expression for the data, with the event as root. The event itself by default.
	 * @return the expression
	 */
	String payload() default "";

	/**
	 * Name of the app to publish to. The default app, or the only one, by default.
	 * @return the app
	 */
	String app() default "";

}
