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
 * Statistics of the {@link EventDelivery} of one app.
 *
 * @param queued number of events that wait for delivery threads or listeners
 * @param capacity maximum number of events that may wait
 * @param delivered number of messages for which all listeners have been called
 * @param failed number of times that a listener has failed on its last attempt
 * @param dropped number of events that were lost
 * @param pauses number of times that reading from the socket was paused because the queue
 * was full
 * @param readingPaused whether reading is paused now
 * @param deduplicated number of messages that were dropped because they had been
 * delivered before
 * @since 1.0.0
 */
public record DeliveryStatistics(int queued, int capacity, long delivered, long failed, long dropped, long pauses,
		boolean readingPaused, long deduplicated) {

}
