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

package dev.pusherspring.listener.delivery;

/**
 * What happens when events arrive faster than listeners handle them and the delivery
 * queue is full. Everything counts of which the server decides how much comes: messages,
 * news of members, counts, caches, sign-ins and watchlists, and errors that do not stop
 * the client. News about connection and subscriptions and fatal errors always get
 * through.
 *
 * @since 1.0.0
 */
public enum OverflowPolicy {

	/**
	 * Stop reading from the socket until there is room again. Nothing is lost, and the
	 * server feels the back-pressure.
	 */
	BLOCK,

	/**
	 * Drop the event that has waited longest.
	 */
	DROP_OLDEST,

	/**
	 * Drop the event that has just arrived.
	 */
	DROP_NEWEST

}
