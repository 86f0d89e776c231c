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

package dev.pusherspring.embedded.hub;

import dev.pusherspring.embedded.SettableClock;
import dev.pusherspring.embedded.fault.FaultPlan;

/**
 * Base of tests of the hub: the settings may be changed until the first client comes.
 */
abstract class AbstractHubTests {

	protected final SettableClock clock = new SettableClock();

	protected final ManualLoop loop = new ManualLoop();

	protected final FaultPlan faults = new FaultPlan();

	protected final TestSettings settings = new TestSettings();

	protected final RecordingHubListener listener = new RecordingHubListener();

	private Hub hub;

	protected final Hub hub() {
		if (this.hub == null) {
			this.settings.clock = this.clock;
			this.hub = new Hub(this.settings.build(), HubClient.SIGNER, this.loop, this.faults, this.listener);
		}
		return this.hub;
	}

	protected final HubClient client() {
		return new HubClient(hub());
	}

}
