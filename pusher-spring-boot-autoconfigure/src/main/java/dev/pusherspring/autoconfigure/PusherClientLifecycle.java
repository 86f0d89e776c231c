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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Connects the client when the application context is ready, after all listeners are
 * registered, and disconnects it before anything else stops. With
 * {@code pusher.auto-startup=false} everything is made ready just the same, so that
 * {@link PusherClient#connect()} is all that the application has to call.
 *
 * @since 1.0.0
 */
public class PusherClientLifecycle implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(PusherClientLifecycle.class);

	private static final Duration DISCONNECT_TIMEOUT = Duration.ofSeconds(2);

	private final PusherApp app;

	private final PusherClient client;

	private final EventDelivery delivery;

	private final ApplicationEventListeners listeners;

	private final PusherListenerRegistry registry;

	private final String server;

	private final List<String> channels;

	private final boolean autoSignin;

	private final boolean autoStartup;

	private final @Nullable Duration startupTimeout;

	private final @Nullable PusherAuthorizers authorizers;

	private volatile BooleanSupplier permission = () -> true;

	private volatile boolean running;

	/**
	 * Create a new {@link PusherClientLifecycle} instance.
	 * @param app the app
	 * @param client the client of the app
	 * @param delivery delivers the client's events
	 * @param listeners the listeners of the application context
	 * @param registry the listener methods
	 * @param options options of the client, or {@code null} if they are not known
	 * @param authorizers who authorizes its subscriptions, or {@code null} if that is not
	 * known
	 */
	PusherClientLifecycle(PusherApp app, PusherClient client, EventDelivery delivery,
			ApplicationEventListeners listeners, PusherListenerRegistry registry, @Nullable PusherOptions options,
			@Nullable PusherAuthorizers authorizers) {
		PusherProperties properties = app.properties();
		this.app = app;
		this.client = client;
		this.delivery = delivery;
		this.listeners = listeners;
		this.registry = registry;
		this.server = (options != null) ? describe(options) : "the Channels server";
		this.channels = List.copyOf(properties.getChannels());
		this.autoSignin = properties.getUserAuth().isAutoSignin();
		this.autoStartup = properties.isAutoStartup();
		this.startupTimeout = properties.isFailFast() ? properties.getStartupTimeout() : null;
		this.authorizers = authorizers;
	}

	// all that an attempt may turn to
	private static String describe(PusherOptions options) {
		String server = "'" + options.getHost() + ((options.getPort() != null) ? ":" + options.getPort() : "") + "'";
		return options.isHttpPermitted() ? server + " or '" + options.getHttpHost()
				+ ((options.getHttpPort() != null) ? ":" + options.getHttpPort() : "") + "'" : server;
	}

	/**
	 * Let the client run only while it is permitted to. {@link #start()} then does
	 * nothing without a permission; whoever gives and takes it calls {@link #start()} and
	 * {@link #stop()} accordingly.
	 * @param permission tells whether the client may run; asked on the thread that starts
	 */
	public void runOnlyIf(BooleanSupplier permission) {
		this.permission = permission;
	}

	@Override
	public void start() {
		CompletableFuture<Void> connected = begin();
		if (connected != null && this.startupTimeout != null) {
			await(connected, this.startupTimeout);
		}
	}

	private synchronized @Nullable CompletableFuture<Void> begin() {
		if (this.running) {
			return null;
		}
		// is to fail the startup, not the day on which the client is permitted to run
		if (this.authorizers != null) {
			new ChannelCheck(this.app, this.authorizers.channelAuthorizer() != null).checkListeners(this.registry);
		}
		if (!this.permission.getAsBoolean()) {
			return null;
		}
		this.running = true;
		this.delivery.start(this.client);
		this.channels.forEach(this.client::subscribe);
		this.registry.startAll(this.app.name(), this.client);
		if (this.autoSignin) {
			this.client.signin();
		}
		return this.autoStartup ? this.client.connect() : null;
	}

	private void await(CompletableFuture<Void> connected, Duration timeout) {
		try {
			connected.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			stop();
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			Integer code = (cause instanceof PusherConnectException connectException) ? connectException.getCode()
					: null;
			throw new PusherStartupException(this.app, "Failed to connect to %s: %s%s".formatted(this.server,
					cause.getMessage(), (code != null) ? " (" + code + ")" : ""), code, cause);
		}
		catch (TimeoutException ex) {
			PusherError error = lastError();
			stop();
			String message = "Failed to connect to %s within %d ms".formatted(this.server, timeout.toMillis());
			if (error == null) {
				throw new PusherStartupException(this.app, message, null, ex);
			}
			throw new PusherStartupException(this.app, message + ": " + error.message(), error.code(),
					(error.cause() != null) ? error.cause() : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			stop();
			throw new IllegalStateException("Interrupted while waiting for the connection", ex);
		}
	}

	/**
	 * Stop beside the other apps: a listener of one that takes its time does not hold up
	 * the others. A listener that closes the context must not be waited for, however.
	 */
	@Override
	public void stop(Runnable callback) {
		if (this.delivery.isDelivering()) {
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
		}, this.app.threadName("stop")).start();
	}

	// an attempt that failed says more than that none succeeded
	private @Nullable PusherError lastError() {
		ConnectionInfo info = this.client.getConnectionInfo();
		return (info != null) ? info.lastError() : null;
	}

	// a listener that is waited for may call this, so a second call must not wait
	@Override
	public void stop() {
		if (this.running) {
			end();
		}
	}

	private synchronized void end() {
		if (!this.running) {
			return;
		}
		this.running = false;
		try {
			this.client.disconnect().get(DISCONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("The client did not disconnect in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.delivery.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
