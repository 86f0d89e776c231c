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

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;

/**
 * A source that gives one answer after another, and then no more events.
 */
final class Answers implements MissedEventsSource {

	private final List<MissedEventsRequest> requests = new CopyOnWriteArrayList<>();

	private final List<Answer> answers = new CopyOnWriteArrayList<>();

	private final CountDownLatch asked = new CountDownLatch(1);

	/**
	 * Add an answer.
	 * @param first number of the first event
	 * @param last number of the last event
	 */
	void answer(int first, int last) {
		answer(() -> History.events(first, last));
	}

	void answer(Answer answer) {
		this.answers.add(answer);
	}

	/**
	 * Add an answer that is given when the test says so.
	 * @param answer lets the source answer
	 * @param first number of the first event
	 * @param last number of the last event
	 */
	void hold(CountDownLatch answer, int first, int last) {
		answer(() -> {
			this.asked.countDown();
			answer.await();
			return History.events(first, last);
		});
	}

	/**
	 * Wait until the source has been asked for an answer that is held.
	 */
	void awaitAsked() {
		OfflineRecovery.await(this.asked);
	}

	List<MissedEventsRequest> requests() {
		return this.requests;
	}

	/**
	 * Return the begin of the outage of each request.
	 * @return the times
	 */
	List<Instant> windows() {
		return this.requests.stream().map((request) -> request.from().plus(OfflineRecovery.MARGIN)).toList();
	}

	@Override
	public Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception {
		this.requests.add(request);
		return this.answers.isEmpty() ? Stream.empty() : this.answers.remove(0).get();
	}

	@Override
	public @Nullable String key(ChannelEvent event) {
		return event.field("n");
	}

	/**
	 * An answer of the source.
	 */
	@FunctionalInterface
	interface Answer {

		Stream<ChannelEvent> get() throws Exception;

	}

}
