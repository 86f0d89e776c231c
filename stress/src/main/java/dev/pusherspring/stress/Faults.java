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

package dev.pusherspring.stress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.stress.server.Pause;

/**
 * Causes faults, one at a time.
 */
final class Faults {

	static final List<String> ALL = List.of("end", "half-frame", "reset", "half-open", "slow", "close", "restart",
			"auth 500", "auth hang", "auth garbage", "throw", "stall", "storm", "race");

	private static final int[] CLOSE_CODES = { 1000, 1001, 1011, 1012, 3000, 4100, 4200, 4201, 4202 };

	private static final int RACERS = 4;

	private final Random random;

	private final ServerProcess server;

	private final PusherClient client;

	private final Application application;

	private final Map<String, Integer> count = new TreeMap<>();

	Faults(long seed, ServerProcess server, PusherClient client, Application application) {
		this.random = new Random(seed);
		this.server = server;
		this.client = client;
		this.application = application;
	}

	void any() throws IOException, InterruptedException {
		cause(ALL.get(this.random.nextInt(ALL.size())));
	}

	void cause(String fault) throws IOException, InterruptedException {
		this.count.merge(fault, 1, Integer::sum);
		switch (fault) {
			case "close" -> this.server.tell("close " + CLOSE_CODES[this.random.nextInt(CLOSE_CODES.length)]);
			case "slow" -> during(() -> this.server.tell("slow on"), () -> this.server.tell("slow off"));
			case "auth 500", "auth hang", "auth garbage" -> during(() -> {
				this.server.tell(fault);
				this.server.tell("end");
			}, () -> this.server.tell("auth fine"));
			case "throw" -> during(() -> this.application.setThrowing(true), () -> this.application.setThrowing(false));
			case "stall" -> this.application.stall(300 + this.random.nextInt(1_500));
			case "storm" -> storm();
			case "race" -> race();
			default -> this.server.tell(fault);
		}
	}

	private void during(Action start, Action end) throws IOException {
		start.run();
		Pause.millis(300 + this.random.nextInt(500));
		end.run();
	}

	private void storm() {
		List<String> channels = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			channels.add(((i % 10 == 0) ? "private-" : "") + "storm-" + this.random.nextInt(1_000));
		}
		channels.forEach(this.client::subscribe);
		channels.forEach(this.client::unsubscribe);
	}

	private void race() throws IOException, InterruptedException {
		this.server.tell("leaving");
		List<Thread> racers = new ArrayList<>();
		for (int i = 0; i < RACERS; i++) {
			Random random = new Random(this.random.nextLong());
			racers.add(new Thread(() -> {
				for (int step = 0; step < 10; step++) {
					if (random.nextBoolean()) {
						this.client.disconnect();
					}
					else {
						this.client.connect();
					}
				}
			}));
		}
		racers.forEach(Thread::start);
		for (Thread racer : racers) {
			racer.join();
		}
		try {
			this.client.connect().get(20, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// the verdict tells whether the client connects later
		}
		this.server.tell("staying " + this.client.getSocketId());
	}

	Map<String, Integer> count() {
		return this.count;
	}

	@FunctionalInterface
	private interface Action {

		void run() throws IOException;

	}

}
