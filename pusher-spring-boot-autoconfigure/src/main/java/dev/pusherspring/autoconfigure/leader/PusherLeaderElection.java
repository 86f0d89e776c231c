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

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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
 * Starts the clients when this instance becomes the leader, and stops them when it loses
 * the leadership. With partitions, the clients run while this instance leads at least
 * one, and subscribe to the channels of the partitions that it leads. If the clients fail
 * to start, which can happen with {@code pusher.fail-fast}, this instance yields the
 * leadership, so that another one can try.
 * <p>
 * Clients start and stop one after the other on a separate thread, because the thread
 * that publishes leadership events must renew its lock in the meantime.
 * <p>
 * Implements {@link SmartApplicationListener} rather than having {@code @EventListener}
 * methods, because an initiator may publish its last event after the context has been
 * closed, when such methods can no longer be resolved.
 */
class PusherLeaderElection implements SmartApplicationListener, SmartInitializingSingleton, DisposableBean {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.lifecycle");

	private final Leaderships leaderships;

	private final boolean divided;

	private final PusherPartitions partitions;

	private final ObjectProvider<PusherClientLifecycle> clients;

	private final ExecutorService executor;

	private volatile boolean closing;

	/**
	 * Create a new {@link PusherLeaderElection} instance.
	 * @param leaderships the roles of this instance
	 * @param partitions the partitions, possibly only one
	 * @param clients the clients
	 */
	PusherLeaderElection(Leaderships leaderships, PusherPartitions partitions,
			ObjectProvider<PusherClientLifecycle> clients) {
		this.leaderships = leaderships;
		this.divided = partitions.getCount() > 1;
		this.partitions = partitions;
		this.clients = clients;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("pusher-leader-");
		threads.setDaemon(true);
		// the thread ends when it is idle
		this.executor = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads,
				new ThreadPoolExecutor.DiscardPolicy());
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.divided) {
			List<String> roles = this.partitions.getRoles();
			logger.info(LogMessage.format("Channels are divided into %d partitions with the roles '%s' to '%s'",
					roles.size(), roles.get(0), roles.get(roles.size() - 1)));
		}
		this.clients.forEach((client) -> {
			client.runOnlyIf(this::isLeader);
			if (this.divided) {
				client.divide(this.partitions::leads);
			}
		});
	}

	private boolean isLeader() {
		return !this.closing && !this.leaderships.isEmpty();
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return AbstractLeaderEvent.class.isAssignableFrom(eventType)
				|| ContextClosedEvent.class.isAssignableFrom(eventType);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ContextClosedEvent) {
			// a late grant must not restart clients that have been stopped permanently
			this.closing = true;
		}
		else if (!this.closing && event instanceof OnGrantedEvent grant) {
			onGranted(grant);
		}
		else if (!this.closing && event instanceof OnRevokedEvent revocation) {
			onRevoked(revocation);
		}
	}

	private void onGranted(OnGrantedEvent event) {
		switch (this.leaderships.grant(event)) {
			case ACCEPTED -> {
				logger.info(LogMessage.format("This instance became the leader for role '%s': the client %s",
						event.getRole(), this.divided ? "subscribes to its channels" : "starts"));
				this.executor.execute(this::follow);
			}
			case DECLINED -> {
				logger.debug(LogMessage.format(
						"Role '%s' is left to other instances, because this one leads the maximum number of partitions",
						event.getRole()));
				this.executor.execute(() -> this.leaderships.standAside(event));
			}
			case OF_NO_CONCERN -> {
			}
		}
	}

	private void onRevoked(OnRevokedEvent event) {
		if (this.leaderships.revoke(event)) {
			logger.info(LogMessage.format("This instance is no longer the leader for role '%s': the client %s",
					event.getRole(), this.divided ? "unsubscribes from its channels" : "stops"));
			this.executor.execute(() -> {
				follow();
				if (!this.closing) {
					this.leaderships.standAgain();
				}
			});
		}
	}

	// start or stop the clients according to the current roles
	private void follow() {
		if (!isLeader()) {
			this.clients.forEach(PusherClientLifecycle::stop);
			return;
		}
		try {
			this.clients.forEach(PusherClientLifecycle::start);
			if (this.divided) {
				this.clients.forEach(PusherClientLifecycle::refresh);
			}
		}
		catch (RuntimeException ex) {
			giveBack(ex);
		}
	}

	private void giveBack(RuntimeException ex) {
		List<OnGrantedEvent> grants = this.leaderships.clear();
		for (OnGrantedEvent grant : grants) {
			logger.error(LogMessage.format(
					"The clients could not be started, so this instance yields the leadership for role '%s': %s",
					grant.getRole(), ex.getMessage()));
		}
		this.clients.forEach(PusherClientLifecycle::stop);
		grants.forEach((grant) -> grant.getContext().yield());
		this.leaderships.standAgain();
	}

	@Override
	public void destroy() {
		this.executor.shutdown();
	}

}
