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
 * What has become of the events of one app so far, as an {@link EventDelivery} counts.
 *
 * @param queued events that wait, for delivery threads or in lanes of listeners
 * @param capacity number that may wait
 * @param delivered messages that all their listeners have been called with
 * @param failed number of times that a listener threw and was not called again
 * @param dropped events that were lost
 * @param pauses number of times that reading from the socket was paused because the queue
 * was full
 * @param readingPaused whether it is paused now
 * @param deduplicated messages that were not delivered as they had been delivered before
 * @since 1.0.0
 */
public record DeliveryStatistics(int queued, int capacity, long delivered, long failed, long dropped, long pauses,
		boolean readingPaused, long deduplicated) {

}
