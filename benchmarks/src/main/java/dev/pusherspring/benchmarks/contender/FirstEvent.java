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

package dev.pusherspring.benchmarks.contender;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import dev.pusherspring.benchmarks.Frames;
import dev.pusherspring.benchmarks.load.Order;

/**
 * Measures the time from the start of the JVM to the first event in a listener.
 */
final class FirstEvent {

	private final Contender contender;

	FirstEvent(Contender contender) {
		this.contender = contender;
	}

	void run(Target target) throws Exception {
		Counter counter = new Counter();
		counter.expect(1);
		this.contender.connect(target, counter);
		this.contender.subscribe(Frames.channel(0));
		this.contender.subscribe(Order.burst(200, 1, 1, 0));
		counter.await(Duration.ofSeconds(30));
		new Result().with("millis", System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
			.print();
	}

}
