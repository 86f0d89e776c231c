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

package dev.pusherspring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.PusherListenerRecoverer;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.deduplicate.DeduplicationSettings;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.EventDispatcher;
import dev.pusherspring.listener.recovery.MissedEventsRecovery;
import dev.pusherspring.listener.recovery.RecoverySettings;

/**
 * Maps the {@code listener} and {@code recovery} properties of an app to its delivery.
 */
class DeliveryMapper {

	private final PusherApp app;

	private final PusherProperties.Listener properties;

	private final Environment environment;

	DeliveryMapper(PusherApp app, Environment environment) {
		this.app = app;
		this.properties = app.properties().getListener();
		this.environment = environment;
	}

	EventDelivery map(PusherListenerRegistry registry, ApplicationEventListeners listeners, AppBeans beans,
			JsonMapper jsonMapper) {
		EventDelivery delivery = new EventDelivery(this.app.name(), settings(), threads("delivery-"),
				dispatcher(registry, listeners, beans));
		delivery.setRecovery(recovery(registry, beans, jsonMapper));
		return delivery;
	}

	private EventDispatcher dispatcher(PusherListenerRegistry registry, ApplicationEventListeners listeners,
			AppBeans beans) {
		PusherListenerErrorHandler errorHandler = beans.findUnique(PusherListenerErrorHandler.class);
		PusherListenerRecoverer recoverer = beans.findUnique(PusherListenerRecoverer.class);
		EventDispatcher dispatcher;
		try {
			dispatcher = new EventDispatcher(this.app.name(), registry, listeners, errorHandler, retry(),
					this.properties.getSlowThreshold());
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("listener", ex);
		}
		if (recoverer != null) {
			dispatcher.setRecoverer(recoverer);
		}
		beans.findAll(PusherListenerInterceptor.class).forEach(dispatcher::addInterceptor);
		return dispatcher;
	}

	private MissedEventsRecovery recovery(PusherListenerRegistry registry, AppBeans beans, JsonMapper jsonMapper) {
		String app = this.app.name();
		MissedEventsSource source = beans.find(MissedEventsSource.class);
		return new MissedEventsRecovery(app, recoverySettings(), (channel) -> {
			MissedEventsSource named = registry.getMissedEvents(app, channel);
			return (named != null) ? named : source;
		}, beans.find(PositionStore.class), jsonMapper, threads("recovery-"));
	}

	private RecoverySettings recoverySettings() {
		PusherProperties.Recovery recovery = this.app.properties().getRecovery();
		PusherProperties.Recovery.Retry retry = recovery.getRetry();
		try {
			return new RecoverySettings(recovery.getTimeout(),
					new RetrySettings(retry.getMaxAttempts(), retry.getInitialDelay(), retry.getMultiplier(),
							retry.getMaxDelay()),
					recovery.getMargin(), recovery.getMaxConcurrency(), recovery.getRememberedKeys(),
					recovery.getPositionInterval());
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("recovery", ex);
		}
	}

	private DeliverySettings settings() {
		Duration drainTimeout = Binder.get(this.environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(Duration.ofSeconds(30));
		try {
			return new DeliverySettings(this.properties.getConcurrency(), this.properties.getQueueCapacity(),
					this.properties.getOverflow(), drainTimeout, this.properties.getIdleEventInterval(), batch(),
					deduplication());
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("listener", ex);
		}
	}

	private BatchSettings batch() {
		PusherProperties.Listener.Batch batch = this.properties.getBatch();
		try {
			return new BatchSettings(batch.getMaxSize(), batch.getMaxWait());
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("listener.batch", ex);
		}
	}

	private @Nullable DeduplicationSettings deduplication() {
		PusherProperties.Listener.Deduplicate deduplicate = this.properties.getDeduplicate();
		if (!deduplicate.isEnabled()) {
			return null;
		}
		try {
			return new DeduplicationSettings(deduplicate.getChannels(), deduplicate.getField(), deduplicate.getWindow(),
					deduplicate.getMaxPerChannel(), deduplicate.getMaxTotal());
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("listener.deduplicate", ex);
		}
	}

	private RetrySettings retry() {
		PusherProperties.Listener.Retry retry = this.properties.getRetry();
		try {
			return new RetrySettings(retry.getMaxAttempts(), retry.getInitialDelay(), retry.getMultiplier(),
					retry.getMaxDelay());
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("listener.retry", ex);
		}
	}

	private ThreadFactory threads(String purpose) {
		String prefix = PusherApps.threadName(this.app.name(), purpose);
		if (Threading.VIRTUAL.isActive(this.environment)) {
			return new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory();
		}
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

}
