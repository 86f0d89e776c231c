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

package dev.pusherspring.sample;

import java.time.Duration;
import java.time.Instant;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;

/**
 * Retries what the client has given up. The client recovers from failures by itself, but
 * it does not retry after a refusal. The application decides whether and when to do so.
 * Many applications do not need a class like this.
 *
 * @since 1.0.0
 */
@Component
public class Recovery {

	private static final int OVER_QUOTA = 4004;

	private final TaskScheduler scheduler;

	private final ApplicationEventPublisher events;

	private final Duration delay;

	Recovery(TaskScheduler scheduler, ApplicationEventPublisher events,
			@Value("${sample.recovery-delay:3s}") Duration delay) {
		this.scheduler = scheduler;
		this.events = events;
		this.delay = delay;
	}

	// An exceeded quota is temporary, but an unknown key (4001) remains unknown.
	@EventListener
	void onError(PusherErrorEvent error) {
		if (error.isFatal() && error.getCode() != null && error.getCode() == OVER_QUOTA) {
			later("connects", () -> error.getClient().connect());
		}
	}

	@EventListener
	void onSubscriptionError(PusherSubscriptionErrorEvent error) {
		if (!error.isRetrying()) {
			later("subscribes", () -> error.getClient().subscribe(error.getChannel()));
		}
	}

	@EventListener
	void onSignInError(PusherSignInErrorEvent error) {
		if (!error.isRetrying()) {
			later("signs in", () -> error.getClient().signin());
		}
	}

	private void later(String what, Runnable attempt) {
		this.events.publishEvent(new Planned(what, this.delay));
		this.scheduler.schedule(attempt, Instant.now().plus(this.delay));
	}

	/**
	 * Published when a retry has been scheduled.
	 *
	 * @param what the action to retry
	 * @param delay time until the retry
	 */
	public record Planned(String what, Duration delay) {

	}

}
