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

package dev.pusherspring.autoconfigure.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Connects the client when the application context starts, after all listeners have been
 * registered, or when the application is ready. When the context stops, the client stops
 * reading, and queued events are delivered before it disconnects, so that listeners can
 * still send events. With {@code pusher.auto-startup=false}, everything is prepared in
 * the same way, so that the application only has to call {@link PusherClient#connect()}.
 *
 * @since 1.0.0
 */
public final class PusherClientLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

	// after the web server has stopped accepting requests, but before it stops
	private static final int AFTER_REQUESTS = DEFAULT_PHASE - 1024 - 512;

	private final Reception reception;

	private final Runnable check;

	private final @Nullable FailFast failFast;

	private final boolean autoStartup;

	private final int phase;

	private final String stopThreadName;

	private volatile BooleanSupplier permission = () -> true;

	private volatile boolean running;

	// whether the time to connect has come
	private boolean due;

	private boolean connecting;

	private PusherClientLifecycle(Builder builder, Reception reception) {
		this.reception = reception;
		this.check = builder.check;
		this.failFast = builder.failFast;
		this.autoStartup = builder.autoStartup;
		this.phase = builder.phase;
		this.due = builder.moment == ConnectMoment.CONTEXT_START;
		this.stopThreadName = PusherApps.threadName(builder.app, "stop");
	}

	/**
	 * Let the client run only while it has permission. Without permission,
	 * {@link #start()} does nothing. The caller is responsible for calling
	 * {@link #start()} and {@link #stop()} when the permission changes.
	 * @param permission returns whether the client may run; called on the starting thread
	 */
	public void runOnlyIf(BooleanSupplier permission) {
		this.permission = permission;
	}

	/**
	 * Limit the subscriptions to some of the channels of listeners and the configured
	 * channels. The caller is responsible for calling {@link #refresh()} when the result
	 * of the predicate changes.
	 * @param channels tests whether to subscribe to a channel
	 */
	public synchronized void divide(Predicate<String> channels) {
		this.reception.divide(channels);
	}

	/**
	 * Test all channels again, and subscribe and unsubscribe accordingly. Does nothing if
	 * the client is not running.
	 * @see #divide(Predicate)
	 */
	public synchronized void refresh() {
		if (this.running) {
			this.reception.refresh();
		}
	}

	@Override
	public void start() {
		await(begin());
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		await(becomeDue());
	}

	private void await(@Nullable CompletableFuture<Void> connected) {
		if (connected == null || this.failFast == null) {
			return;
		}
		try {
			this.failFast.await(connected);
		}
		catch (RuntimeException ex) {
			stop();
			throw ex;
		}
	}

	private synchronized @Nullable CompletableFuture<Void> begin() {
		if (this.running) {
			return null;
		}
		// fail at startup, not when the client is permitted to run later
		this.check.run();
		if (!this.permission.getAsBoolean()) {
			return null;
		}
		this.running = true;
		this.reception.start();
		return connectIfDue();
	}

	private synchronized @Nullable CompletableFuture<Void> becomeDue() {
		this.due = true;
		return this.running ? connectIfDue() : null;
	}

	private @Nullable CompletableFuture<Void> connectIfDue() {
		if (!this.autoStartup || !this.due || this.connecting) {
			return null;
		}
		this.connecting = true;
		return this.reception.connect();
	}

	/**
	 * Stop concurrently with other apps, so that a slow listener of one app does not
	 * delay the others. Do not wait for a listener that closes the context.
	 */
	@Override
	public void stop(Runnable callback) {
		if (this.reception.isDelivering()) {
			stop();
			callback.run();
			return;
		}
		new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, this.stopThreadName).start();
	}

	// the first call may wait for a listener that calls this method, so a second call
	// must not wait
	@Override
	public void stop() {
		if (this.running) {
			end();
		}
	}

	private synchronized void end() {
		if (this.running) {
			this.running = false;
			this.connecting = false;
			this.reception.stop();
		}
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Return a builder.
	 * @param app name of the app
	 * @param client the client of the app
	 * @return the builder
	 */
	public static Builder builder(String app, PusherClient client) {
		return new Builder(app, client);
	}

	/**
	 * Builder for a {@link PusherClientLifecycle}.
	 */
	public static final class Builder {

		private final String app;

		private final PusherClient client;

		private List<String> channels = List.of();

		private boolean autoSignin;

		private boolean autoStartup = true;

		private int phase = AFTER_REQUESTS;

		private ConnectMoment moment = ConnectMoment.CONTEXT_START;

		private Runnable check = () -> {
		};

		private @Nullable FailFast failFast;

		private Builder(String app, PusherClient client) {
			this.app = app;
			this.client = client;
		}

		/**
		 * Set the channels to subscribe to, in addition to those of listeners.
		 * @param channels the channels
		 * @return this builder
		 */
		public Builder channels(List<String> channels) {
			this.channels = List.copyOf(channels);
			return this;
		}

		/**
		 * Set whether to sign in.
		 * @param autoSignin whether to sign in
		 * @return this builder
		 */
		public Builder autoSignin(boolean autoSignin) {
			this.autoSignin = autoSignin;
			return this;
		}

		/**
		 * Set whether to connect automatically.
		 * @param autoStartup whether to connect
		 * @return this builder
		 */
		public Builder autoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
			return this;
		}

		/**
		 * Set the phase in which the client starts and stops.
		 * @param phase the phase; by default, the client starts after the web server and
		 * stops once active requests have completed
		 * @return this builder
		 */
		public Builder phase(int phase) {
			this.phase = phase;
			return this;
		}

		/**
		 * Set when to connect.
		 * @param moment the moment
		 * @return this builder
		 */
		public Builder connectOn(ConnectMoment moment) {
			this.moment = moment;
			return this;
		}

		/**
		 * Set a check that is run before each start.
		 * @param check throws an exception if the client cannot start
		 * @return this builder
		 */
		public Builder check(Runnable check) {
			this.check = check;
			return this;
		}

		/**
		 * Wait for the connection, and fail if it is not established in time.
		 * @param timeout maximum time to wait
		 * @param server a description of the server for the error message
		 * @return this builder
		 */
		public Builder failFast(Duration timeout, String server) {
			this.failFast = new FailFast(this.app, this.client, server, timeout);
			return this;
		}

		/**
		 * Build the lifecycle.
		 * @param delivery the delivery of the client's events
		 * @param registry the listener methods
		 * @return the lifecycle
		 */
		public PusherClientLifecycle build(EventDelivery delivery, PusherListenerRegistry registry) {
			return new PusherClientLifecycle(this, new Reception(this.client, delivery,
					new InitialSubscriptions(this.app, this.channels, this.autoSignin, registry)));
		}

	}

}
