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

package dev.pusherspring.listener.recovery;

/**
 * Statistics of the recovery of missed events.
 *
 * @param active number of channels that are being recovered now, so that their live
 * events wait
 * @param waiting number of events that wait for missed ones
 * @param recovered number of missed events that were passed on to listeners
 * @param duplicates number of events that were dropped because they had been delivered
 * before
 * @param succeeded number of channel outages whose missed events were all fetched
 * @param failed number of channel outages whose missed events were not all fetched
 * @since 1.0.0
 */
public record RecoveryStatistics(int active, int waiting, long recovered, long duplicates, long succeeded,
		long failed) {

}
