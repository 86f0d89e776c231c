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

package dev.pusherspring.listener.pattern;

/**
 * Converts event names that are declared in listener annotations into the names that the
 * server sends. A bean of this type is applied when listeners are registered, to all
 * names and patterns except those of the protocol, which start with {@code pusher:}.
 * Without such a bean, names are not converted.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherEventNameFormatter {

	/**
	 * Format a name.
	 * @param name the name or pattern in the annotation
	 * @return the name or pattern to listen for
	 */
	String format(String name);

	/**
	 * Return a formatter for the event names of Laravel: {@code App.Events.Placed}
	 * listens for <code>App&#92;Events&#92;Placed</code>. As in Laravel Echo, a name that
	 * starts with a dot is used without the dot and not converted: {@code .order.placed}
	 * listens for {@code order.placed}.
	 * @return the formatter
	 */
	static PusherEventNameFormatter laravel() {
		return (name) -> name.startsWith(".") ? name.substring(1) : name.replace('.', '\\');
	}

}
