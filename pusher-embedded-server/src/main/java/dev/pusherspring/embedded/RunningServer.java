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

package dev.pusherspring.embedded;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.IoEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.http.ServerSocket;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.HubListener;
import dev.pusherspring.embedded.hub.Link;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.protocol.ErrorCode;
import dev.pusherspring.embedded.protocol.Signer;
import dev.pusherspring.embedded.webhook.WebhookSettings;
import dev.pusherspring.embedded.webhook.Webhooks;

/**
 * A server that has been started: one thread, one listening socket, and the state that is
 * confined to that thread.
 */
final class RunningServer {

	private static final long SHUTDOWN_TIMEOUT_SECONDS = 5;

	private final IoEventLoop loop;

	private final FaultPlan faults = new FaultPlan();

	private final Hub hub;

	private final @Nullable Webhooks webhooks;

	private final ServerSocket socket;

	private final InetSocketAddress address;

	private volatile @Nullable Thread thread;

	RunningServer(ServerSettings settings, WebhookSettings webhooks, InetSocketAddress address) {
		Signer signer = new Signer(settings.secret());
		this.webhooks = webhooks.webhooks().isEmpty() ? null
				: new Webhooks(webhooks, settings.key(), signer, settings.clock());
		// a single loop without a group, since a group would start Netty's global
		// executor and leave it running
		this.loop = new SingleThreadIoEventLoop(null, this::newThread, NioIoHandler.newFactory());
		this.hub = new Hub(settings, signer, this.loop, this.faults,
				(this.webhooks != null) ? this.webhooks : HubListener.NONE);
		this.socket = new ServerSocket(settings, signer, this.hub, this.faults, this.loop);
		try {
			Channel channel = this.socket.bind(address);
			this.address = (InetSocketAddress) channel.localAddress();
		}
		catch (RuntimeException ex) {
			shutDown();
			throw ex;
		}
	}

	private Thread newThread(Runnable task) {
		Thread thread = new FastThreadLocalThread(task, "embedded-pusher");
		thread.setDaemon(true);
		this.thread = thread;
		return thread;
	}

	InetSocketAddress address() {
		return this.address;
	}

	Hub hub() {
		return this.hub;
	}

	FaultPlan faults() {
		return this.faults;
	}

	ServerSocket socket() {
		return this.socket;
	}

	/**
	 * Run an action on the server's thread and wait for its result.
	 * @param action the action
	 * @param <T> the type of the result
	 * @return the result
	 * @throws IllegalStateException if the server has been stopped
	 */
	<T> T call(Callable<T> action) {
		if (this.loop.inEventLoop()) {
			return run(action);
		}
		try {
			return CompletableFuture.supplyAsync(() -> run(action), this.loop).join();
		}
		catch (RejectedExecutionException ex) {
			throw new IllegalStateException("The embedded server is not running", ex);
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private static <T> T run(Callable<T> action) {
		try {
			return action.call();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Wait for a condition to become true.
	 * @param condition the condition, checked on the server's thread
	 * @param timeout the maximum time to wait
	 * @return {@code true} if it has, {@code false} if the timeout elapsed
	 */
	boolean await(BooleanSupplier condition, Duration timeout) {
		checkMayWait();
		return finishes(call(() -> this.hub.await(condition)), timeout);
	}

	/**
	 * Wait until clients have received everything sent to them so far.
	 * @param links supplies the link to each client, on the server's thread
	 * @param timeout the maximum time to wait
	 * @return {@code true} if they have, {@code false} if the timeout elapsed
	 */
	boolean awaitDelivered(Supplier<List<Link>> links, Duration timeout) {
		checkMayWait();
		return finishes(call(() -> {
			List<CompletableFuture<?>> deliveries = new ArrayList<>();
			for (Link link : links.get()) {
				CompletableFuture<Void> delivered = new CompletableFuture<>();
				deliveries.add(delivered);
				link.whenDelivered(() -> delivered.complete(null));
			}
			return CompletableFuture.allOf(deliveries.toArray(new CompletableFuture<?>[0]));
		}), timeout);
	}

	/**
	 * Switch off all faults and clear what has been recorded.
	 */
	void reset() {
		call(() -> {
			this.faults.reset();
			this.hub.forget();
			this.socket.authorizationRequests().clear();
			return true;
		});
	}

	private static boolean finishes(CompletableFuture<?> future, Duration timeout) {
		try {
			future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			future.cancel(false);
			return false;
		}
		catch (InterruptedException ex) {
			future.cancel(false);
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/**
	 * Check that the calling thread may wait for the server.
	 */
	void checkMayWait() {
		if (this.loop.inEventLoop()) {
			throw new IllegalStateException("The embedded server's own thread must not wait for the server. "
					+ "Call this method from another thread");
		}
	}

	@Nullable Webhooks webhooks() {
		return this.webhooks;
	}

	void stop() {
		// first, or a client could reconnect at once to a server that is about to stop
		this.socket.stopListening();
		call(() -> {
			this.hub.connections()
				.forEach((connection) -> this.hub.close(connection.socketId(), ErrorCode.RECONNECT.code(),
						"Server closed. Please reconnect shortly."));
			return true;
		});
		this.socket.close();
		shutDown();
		if (this.webhooks != null) {
			this.webhooks.stop();
		}
	}

	private void shutDown() {
		this.loop.shutdownGracefully(0, SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		Thread thread = this.thread;
		if (thread != null) {
			try {
				thread.join(TimeUnit.SECONDS.toMillis(SHUTDOWN_TIMEOUT_SECONDS));
			}
			catch (InterruptedException ex) {
				// the server stops all the same, without anyone waiting for it
				Thread.currentThread().interrupt();
			}
		}
	}

}
