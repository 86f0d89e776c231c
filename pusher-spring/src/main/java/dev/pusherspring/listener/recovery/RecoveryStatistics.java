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
 * What has become of outages so far.
 *
 * @param active channels that are being recovered now, so that their live events wait
 * @param waiting live events that wait for that
 * @param recovered missed events that were passed on to listeners
 * @param duplicates events that were left out, as they had been delivered before
 * @param succeeded outages of a channel whose events were fetched
 * @param failed outages of a channel whose events were not fetched, or not all of them
 * @since 1.0.0
 */
public record RecoveryStatistics(int active, int waiting, long recovered, long duplicates, long succeeded,
		long failed) {

}
