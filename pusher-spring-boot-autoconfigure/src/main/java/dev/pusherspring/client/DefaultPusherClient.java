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

package dev.pusherspring.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.channel.Authorizations;
import dev.pusherspring.client.channel.Subscription;
import dev.pusherspring.client.channel.SubscriptionError;
import dev.pusherspring.client.channel.SubscriptionListener;
import dev.pusherspring.client.channel.Subscriptions;
import dev.pusherspring.client.connection.Connection;
import dev.pusherspring.client.connection.ConnectionError;
import dev.pusherspring.client.connection.ConnectionListener;
import dev.pusherspring.client.loop.EventLoop;
import dev.pusherspring.client.protocol.Established;
import dev.pusherspring.client.protocol.Frame;
import dev.pusherspring.client.protocol.ServerError;
import dev.pusherspring.client.transport.JdkWebSocketClient;
import dev.pusherspring.client.transport.WebSocketStrategy;

/**
 * {@link PusherClient} that puts the layers together: what happens on the connection is
 * passed to the subscriptions, what happens on either to the listeners.
 */
final class DefaultPusherClient implements PusherClient {

	private static final Log logger = LogFactory.getLog(DefaultPusherClient.class);

	private final String name;

	private final PusherOptions options;

	private final EventLoop loop;

	private final List<PusherClientListener> listeners;

	private final Connection connection;

	private final Subscriptions subscriptions;

	private volatile ConnectionState state = ConnectionState.INITIALIZED;

	private volatile @Nullable String socketId;

	// touched on the loop only
	private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

	DefaultPusherClient(String name, PusherOptions options, EventLoop loop, @Nullable WebSocketClient webSocketClient,
			Supplier<@Nullable SSLContext> sslContext, @Nullable ChannelAuthorizer channelAuthorizer,
			List<PusherClientListener> listeners) {
		this.name = name;
		this.options = options;
		this.loop = loop;
		this.listeners = listeners;
		WebSocketClient engine = (webSocketClient != null) ? webSocketClient
				: new JdkWebSocketClient(loop, options.getConnectTimeout(), options.getMaxFrameLength(), sslContext);
		WebSocketStrategy transports = new WebSocketStrategy(engine, options.getServerAddress(), options.isForceTls(),
				options::getHandshakeHeaders, loop);
		this.connection = new Connection(options.getConnectionSettings(), loop, transports, new ConnectionEvents());
		Authorizations authorizations = new Authorizations(channelAuthorizer,
				new AuthorizationThreads(name, options.getAuthMaxConcurrency()), loop);
		this.subscriptions = new Subscriptions(options.getSubscriptionSettings(), loop, authorizations,
				this.connection::send, new SubscriptionEvents());
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public CompletableFuture<Void> connect() {
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.loop.hold();
		this.loop.execute(() -> {
			this.waiting.add(result);
			this.connection.connect();
			if (this.state == ConnectionState.CONNECTED) {
				settleWaiting(null);
			}
		});
		return result;
	}

	@Override
	public CompletableFuture<Void> disconnect() {
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.connection.disconnect();
			this.loop.release();
			settleWaiting(new PusherConnectException("The client was disconnected", null, null));
			CompletableFuture.runAsync(() -> result.complete(null));
		});
		return result;
	}

	// in the common pool, as a caller's dependent stages must not run on the loop
	private void settleWaiting(@Nullable PusherConnectException ex) {
		if (this.waiting.isEmpty()) {
			return;
		}
		List<CompletableFuture<Void>> waiting = List.copyOf(this.waiting);
		this.waiting.clear();
		CompletableFuture.runAsync(() -> {
			for (CompletableFuture<Void> result : waiting) {
				if (ex != null) {
					result.completeExceptionally(ex);
				}
				else {
					result.complete(null);
				}
			}
		});
	}

	@Override
	public ConnectionState getState() {
		return this.state;
	}

	@Override
	public @Nullable String getSocketId() {
		return this.socketId;
	}

	@Override
	public Channel subscribe(String name) {
		this.subscriptions.subscribe(name);
		return new DefaultChannel(name, this.subscriptions);
	}

	@Override
	public void unsubscribe(String name) {
		this.subscriptions.unsubscribe(name);
	}

	@Override
	public @Nullable Channel getChannel(String name) {
		return (this.subscriptions.find(name) != null) ? new DefaultChannel(name, this.subscriptions) : null;
	}

	@Override
	public Collection<Channel> getChannels() {
		return this.subscriptions.findAll().stream().map(this::channel).toList();
	}

	private Channel channel(Subscription subscription) {
		return new DefaultChannel(subscription.getChannel(), this.subscriptions);
	}

	@Override
	public void pause() {
		this.loop.execute(this.connection::pause);
	}

	@Override
	public void resume() {
		this.loop.execute(this.connection::resume);
	}

	private void changeState(ConnectionState state) {
		ConnectionState previous = this.state;
		if (previous == state) {
			return;
		}
		this.state = state;
		tell((listener) -> listener.stateChanged(previous, state));
	}

	private void report(PusherError error) {
		tell((listener) -> listener.errorOccurred(error));
	}

	private void tell(Consumer<PusherClientListener> call) {
		for (PusherClientListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.error("A listener of the client failed; the next one goes on", ex);
			}
		}
	}

	@Override
	public String toString() {
		return "PusherClient[name=" + this.name + ", state=" + this.state + "]";
	}

	/**
	 * What happens on the connection.
	 */
	private final class ConnectionEvents implements ConnectionListener {

		@Override
		public void connecting() {
			leave(ConnectionState.CONNECTING);
		}

		@Override
		public void established(Established established) {
			DefaultPusherClient.this.socketId = established.socketId();
			changeState(ConnectionState.CONNECTED);
			settleWaiting(null);
			DefaultPusherClient.this.subscriptions.connected(established.socketId());
		}

		@Override
		public void unavailable() {
			changeState(ConnectionState.UNAVAILABLE);
		}

		@Override
		public void disconnected() {
			leave(ConnectionState.DISCONNECTED);
		}

		@Override
		public void failed() {
			leave(ConnectionState.FAILED);
		}

		private void leave(ConnectionState state) {
			if (DefaultPusherClient.this.socketId != null) {
				DefaultPusherClient.this.socketId = null;
				DefaultPusherClient.this.subscriptions.disconnected();
			}
			changeState(state);
		}

		@Override
		public void received(Frame frame) {
			String data = frame.data();
			int limit = DefaultPusherClient.this.options.getMaxMessageSize();
			if (data != null && data.length() > limit) {
				report(new PusherError(null, "A message with %d characters of data was discarded; the limit is %d"
					.formatted(data.length(), limit), null, frame.channel(), false));
			}
			else if (frame.event().equals(ServerError.EVENT)) {
				received(ServerError.from(frame));
			}
			else if (frame.channel() != null) {
				DefaultPusherClient.this.subscriptions.received(frame.channel(), frame);
			}
			else {
				logger.debug(LogMessage.format("Ignored %s as it belongs to no channel", frame));
			}
		}

		private void received(ServerError error) {
			if (!DefaultPusherClient.this.subscriptions.received(error)) {
				report(new PusherError(error.code(), error.message(), null, error.channel(), false));
			}
		}

		@Override
		public void error(ConnectionError error) {
			report(new PusherError(error.code(), error.message(), error.cause(), null, error.fatal()));
			if (error.fatal()) {
				settleWaiting(new PusherConnectException(error.message(), error.code(), error.cause()));
			}
		}

		@Override
		public void retrying(int attempt, Duration delay) {
			tell((listener) -> listener.reconnecting(attempt, delay));
		}

	}

	/**
	 * What happens on the channels.
	 */
	private final class SubscriptionEvents implements SubscriptionListener {

		@Override
		public void subscribed(Subscription subscription) {
			Channel channel = channel(subscription);
			tell((listener) -> listener.subscriptionSucceeded(channel));
		}

		@Override
		public void failed(SubscriptionError error) {
			tell((listener) -> listener.subscriptionFailed(error));
		}

		@Override
		public void missed(String channel, Instant from, Instant to) {
			tell((listener) -> listener.eventsMissed(channel, from, to));
		}

		@Override
		public void event(String channel, Frame frame) {
			for (PusherClientListener listener : DefaultPusherClient.this.listeners) {
				try {
					listener.eventReceived(channel, frame.event(), frame.data(), frame.userId());
				}
				catch (RuntimeException ex) {
					logger.error(LogMessage.format("A listener of the client failed on %s", frame), ex);
				}
			}
		}

	}

}
