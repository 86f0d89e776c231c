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
 * What to do when events arrive faster than listeners handle them and the delivery queue
 * is full. All events count, but those about the connection and subscriptions, and fatal
 * errors, are not dropped to make room. When there are twice as many events as the
 * capacity, and at least 1,000 more than it, reading pauses under every policy, and
 * events of repeated attempts to connect or to authorize are dropped.
 *
 * @since 1.0.0
 */
public enum OverflowPolicy {

	/**
	 * Stop reading from the socket until there is room again. No event is lost, and
	 * back-pressure is applied to the server.
	 */
	BLOCK,

	/**
	 * Drop the oldest event in the queue.
	 */
	DROP_OLDEST,

	/**
	 * Drop the event that has just arrived.
	 */
	DROP_NEWEST

}
