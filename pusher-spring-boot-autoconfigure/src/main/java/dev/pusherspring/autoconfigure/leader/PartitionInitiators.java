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

package dev.pusherspring.autoconfigure.leader;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.LockRegistry;

import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;

/**
 * Manages one {@link LockRegistryLeaderInitiator} for each partition. The initiators
 * start after all other beans. They stop after the clients, so that all events have been
 * handled and their positions saved when the next leader takes over.
 */
class PartitionInitiators implements SmartLifecycle, SmartApplicationListener {

	// maximum time to wait for the locks to be released
	private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(5);

	private final ApplicationContext context;

	private final List<LockRegistryLeaderInitiator> initiators;

	private final ObjectProvider<PusherClientLifecycle> clients;

	private volatile boolean running;

	private @Nullable SimpleAsyncTaskExecutor executor;

	PartitionInitiators(List<String> roles, LockRegistry<?> locks, ApplicationContext context,
			ObjectProvider<PusherClientLifecycle> clients) {
		this.context = context;
		this.initiators = roles.stream().map((role) -> create(role, locks, context)).toList();
		this.clients = clients;
	}

	private static LockRegistryLeaderInitiator create(String role, LockRegistry<?> locks,
			ApplicationEventPublisher events) {
		LockRegistryLeaderInitiator initiator = new LockRegistryLeaderInitiator(locks,
				new DefaultCandidate(null, role));
		initiator.setApplicationEventPublisher(events);
		return initiator;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return ContextRefreshedEvent.class.isAssignableFrom(eventType)
				|| ContextStartedEvent.class.isAssignableFrom(eventType);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		// events of a child context reach its parent as well
		if (this.running && event.getSource() == this.context) {
			begin();
		}
	}

	private synchronized void begin() {
		if (this.executor != null) {
			return;
		}
		// not daemon threads, because nothing else keeps the JVM of a standby instance
		// alive
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("pusher-leadership-");
		executor.setTaskTerminationTimeout(RELEASE_TIMEOUT.toMillis());
		this.executor = executor;
		for (LockRegistryLeaderInitiator initiator : this.initiators) {
			initiator.setTaskExecutor(executor);
			initiator.start();
		}
	}

	@Override
	public void stop() {
		this.running = false;
		end();
	}

	private synchronized void end() {
		SimpleAsyncTaskExecutor executor = this.executor;
		if (executor != null) {
			this.executor = null;
			this.initiators.forEach(LockRegistryLeaderInitiator::stop);
			// waits until the locks have been released
			executor.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		int first = this.clients.stream().mapToInt(PusherClientLifecycle::getPhase).min().orElse(DEFAULT_PHASE);
		return (first > Integer.MIN_VALUE) ? first - 1 : first;
	}

}
