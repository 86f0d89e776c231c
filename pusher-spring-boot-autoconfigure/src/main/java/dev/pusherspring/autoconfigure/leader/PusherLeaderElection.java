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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.log.LogMessage;
import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;

/**
 * Starts the clients when this instance becomes the leader and stops them when it is no
 * longer. An instance whose clients fail to start, as they do with
 * {@code pusher.fail-fast}, gives the leadership back, so that another one can try.
 * <p>
 * Connecting and disconnecting take their time, and whoever publishes the events has a
 * lock to renew meanwhile: so they happen on a thread of their own, one after the other.
 * <p>
 * An initiator may publish its last event when the context has already been closed. A
 * listener method would then be looked for among beans that are gone.
 */
class PusherLeaderElection implements SmartApplicationListener, SmartInitializingSingleton, DisposableBean {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.lifecycle");

	private final @Nullable String role;

	private final ObjectProvider<PusherClientLifecycle> clients;

	private final ExecutorService executor;

	private final Set<String> granted = ConcurrentHashMap.newKeySet();

	private volatile boolean closing;

	PusherLeaderElection(@Nullable String role, ObjectProvider<PusherClientLifecycle> clients) {
		this.role = role;
		this.clients = clients;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("pusher-leader-");
		threads.setDaemon(true);
		// no thread while nothing changes
		this.executor = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads,
				new ThreadPoolExecutor.DiscardPolicy());
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.clients.forEach((client) -> client.runOnlyIf(this::isLeader));
	}

	private boolean isLeader() {
		return !this.closing && !this.granted.isEmpty();
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return AbstractLeaderEvent.class.isAssignableFrom(eventType)
				|| ContextClosedEvent.class.isAssignableFrom(eventType);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof OnGrantedEvent grant) {
			onGranted(grant);
		}
		else if (event instanceof OnRevokedEvent revocation) {
			onRevoked(revocation);
		}
		else if (event instanceof ContextClosedEvent) {
			// what has been stopped for good must not be started again by a last grant
			this.closing = true;
		}
	}

	private void onGranted(OnGrantedEvent event) {
		if (concerns(event) && this.granted.add(event.getRole())) {
			logger.info(LogMessage.format("This instance leads as '%s': the client starts", event.getRole()));
			this.executor.execute(() -> start(event));
		}
	}

	private void onRevoked(OnRevokedEvent event) {
		if (concerns(event) && this.granted.remove(event.getRole())) {
			logger.info(LogMessage.format("This instance no longer leads as '%s': the client stops", event.getRole()));
			this.executor.execute(this::stop);
		}
	}

	private boolean concerns(AbstractLeaderEvent event) {
		return !this.closing && (this.role == null || this.role.equals(event.getRole()));
	}

	private void start(OnGrantedEvent event) {
		try {
			this.clients.forEach(PusherClientLifecycle::start);
		}
		catch (RuntimeException ex) {
			logger.error(LogMessage.format("The leader of '%s' gives its leadership back: %s", event.getRole(),
					ex.getMessage()));
			this.granted.remove(event.getRole());
			stop();
			event.getContext().yield();
		}
	}

	private void stop() {
		if (!isLeader()) {
			this.clients.forEach(PusherClientLifecycle::stop);
		}
	}

	@Override
	public void destroy() {
		this.executor.shutdown();
	}

}
