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

package dev.pusherspring.sample.connection;

import java.time.Duration;
import java.time.Instant;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.sample.live.Level;
import dev.pusherspring.sample.live.LiveFeed;

/**
 * Tries again what the client has given up. It reconnects by itself, but takes a refusal
 * as such; whether and when another attempt makes sense is for the application to say.
 */
@Component
class Recovery {

	private static final int OVER_QUOTA = 4004;

	private final TaskScheduler scheduler;

	private final Duration delay;

	private final LiveFeed live;

	Recovery(TaskScheduler scheduler, @Value("${sample.recovery-delay:3s}") Duration delay, LiveFeed live) {
		this.scheduler = scheduler;
		this.live = live;
		this.delay = delay;
	}

	// a quota is used up only for some time; an unknown key (4001) is so for ever
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
	void onSigninError(PusherSignInErrorEvent error) {
		if (!error.isRetrying()) {
			later("signs in", () -> error.getClient().signin());
		}
	}

	private void later(String what, Runnable attempt) {
		this.live.log(Level.WARNING, "Recovery",
				"The application %s again in %.1f s".formatted(what, this.delay.toMillis() / 1000.0));
		this.scheduler.schedule(attempt, Instant.now().plus(this.delay));
	}

}
