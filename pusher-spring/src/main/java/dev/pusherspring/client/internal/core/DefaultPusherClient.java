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

package dev.pusherspring.client.internal.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.SubscriptionSettings;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.User;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.client.internal.channel.Authorizations;
import dev.pusherspring.client.internal.channel.ClientEventName;
import dev.pusherspring.client.internal.channel.ClientEventQueue;
import dev.pusherspring.client.internal.channel.SignIn;
import dev.pusherspring.client.internal.channel.Subscription;
import dev.pusherspring.client.internal.channel.Subscriptions;
import dev.pusherspring.client.internal.connection.Connection;
import dev.pusherspring.client.internal.connection.ConnectionError;
import dev.pusherspring.client.internal.connection.ConnectionListener;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.client.internal.protocol.UserData;

/**
 * {@link PusherClient} that puts the layers together: what happens on the connection is
 * passed to the subscriptions, what happens on either to the listeners.
 */
public final class DefaultPusherClient implements PusherClient {

	private final String name;

	private final String label;

	private final PusherOptions options;

	private final EventLoop loop;

	private final JsonMapper jsonMapper;

	private final PusherClientListeners listeners;

	private final ConnectionHistory history;

	private final Connection connection;

	private final Subscriptions subscriptions;

	private final SignIn signIn;

	private final ClientEventQueue clientEvents;

	private final FrameRouter router;

	private final OutageLog outageLog;

	private final FrameWriter writer = new FrameWriter();

	private volatile ConnectionState state = ConnectionState.INITIALIZED;

	private volatile @Nullable String socketId;

	private volatile boolean reading = true;

	// the following are touched on the loop only

	private boolean readingApplied = true;

	private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

	public DefaultPusherClient(PusherClientBuilder builder, EventLoop loop, TransportStrategy transports) {
		this.name = builder.getName();
		this.label = builder.getLabel();
		this.options = builder.getOptions();
		this.loop = loop;
		this.jsonMapper = builder.getJsonMapper();
		this.history = new ConnectionHistory(loop);
		this.listeners = new PusherClientListeners(this.history, builder.getListeners());
		AuthorizationWatch watch = new AuthorizationWatch(loop, this.listeners);
		this.connection = new Connection(this.options.getConnectionSettings(), loop, transports,
				new ConnectionEvents());
		ChannelNews news = new ChannelNews(this.listeners, this.jsonMapper, this::channel);
		Executor authorizing = new AuthorizationThreads(this.label, this.options.getAuthMaxConcurrency());
		SubscriptionSettings settings = this.options.getSubscriptionSettings();
		this.signIn = new SignIn(settings.timeout(), settings.retryInitialDelay(), settings.retryMaxDelay(), loop,
				watch.watch(builder.getUserAuthenticator()), authorizing, this.connection::send, news);
		this.subscriptions = new Subscriptions(settings, loop,
				new Authorizations(watch.watch(builder.getChannelAuthorizer()), authorizing, loop), this.signIn,
				this.connection::send, news);
		this.clientEvents = new ClientEventQueue(this.options.getClientEventRate(),
				this.options.getClientEventQueueCapacity(), loop, this.connection::send);
		this.router = new FrameRouter(this.options.getMaxMessageSize(), this.subscriptions, this.signIn,
				this.listeners);
		this.outageLog = new OutageLog(this.label);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public CompletableFuture<Void> connect() {
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.loop.hold();
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
		return channel(this.subscriptions.subscribe(name));
	}

	@Override
	public void unsubscribe(String name) {
		this.subscriptions.unsubscribe(name);
	}

	@Override
	public @Nullable Channel getChannel(String name) {
		Subscription subscription = this.subscriptions.find(name);
		return (subscription != null) ? channel(subscription) : null;
	}

	@Override
	public Collection<Channel> getChannels() {
		return this.subscriptions.findAll().stream().map(this::channel).toList();
	}

	private Channel channel(Subscription subscription) {
		return channel(subscription.getChannel(), subscription.getKind());
	}

	private Channel channel(String name, ChannelKind kind) {
		return (kind == ChannelKind.PRESENCE) ? new DefaultPresenceChannel(name, this.subscriptions, this.jsonMapper)
				: new DefaultChannel(name, this.subscriptions);
	}

	@Override
	public CompletableFuture<Void> trigger(String channel, String event, @Nullable Object data) {
		ClientEventName.requireValid(event);
		Assert.isTrue(ChannelKind.of(channel).permitsClientEvents(),
				() -> "Client events can be sent on private and presence channels only but channel is '%s'"
					.formatted(channel));
		String message = this.writer.clientEvent(channel, event, this.jsonMapper.writeValueAsString(data));
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.loop.execute(() -> this.clientEvents.send(message,
				() -> isSubscribed(channel) ? null
						: "Client event '%s' was not sent as channel '%s' is not subscribed".formatted(event, channel),
				result));
		return result;
	}

	private boolean isSubscribed(String channel) {
		Subscription subscription = this.subscriptions.find(channel);
		return subscription != null && subscription.getState() == SubscriptionState.SUBSCRIBED;
	}

	@Override
	public void signin() {
		this.loop.execute(this.signIn::signIn);
	}

	@Override
	public @Nullable User getUser() {
		UserData user = this.signIn.getUser();
		return (user != null) ? new User(user.id(), user.json()) : null;
	}

	@Override
	public void pause() {
		this.reading = false;
		this.loop.run(this::applyReading);
	}

	@Override
	public void resume() {
		this.reading = true;
		this.loop.run(this::applyReading);
	}

	// what was wanted last counts, in whatever order the calls get here
	private void applyReading() {
		boolean reading = this.reading;
		if (reading == this.readingApplied) {
			return;
		}
		this.readingApplied = reading;
		if (reading) {
			this.connection.resume();
			this.subscriptions.readingResumed();
		}
		else {
			this.connection.pause();
			this.subscriptions.readingPaused();
		}
	}

	@Override
	public ConnectionInfo getConnectionInfo() {
		return this.history.describe(this.connection, this.socketId);
	}

	@Override
	public void addListener(PusherClientListener listener) {
		listener.initialized(this);
		this.listeners.add(listener);
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
			String socketId = established.socketId();
			DefaultPusherClient.this.socketId = socketId;
			DefaultPusherClient.this.outageLog.established();
			changeState(ConnectionState.CONNECTED);
			settleWaiting(null);
			DefaultPusherClient.this.signIn.connected(socketId);
			DefaultPusherClient.this.subscriptions.connected(socketId);
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

		// whoever asks sees no connected client without a socket id
		private void leave(ConnectionState state) {
			ConnectionState previous = DefaultPusherClient.this.state;
			DefaultPusherClient.this.state = state;
			if (DefaultPusherClient.this.socketId != null) {
				DefaultPusherClient.this.socketId = null;
				DefaultPusherClient.this.clientEvents.disconnected();
				DefaultPusherClient.this.subscriptions.disconnected();
				DefaultPusherClient.this.signIn.disconnected();
			}
			tell(previous, state);
		}

		private void changeState(ConnectionState state) {
			ConnectionState previous = DefaultPusherClient.this.state;
			DefaultPusherClient.this.state = state;
			tell(previous, state);
		}

		private void tell(ConnectionState previous, ConnectionState current) {
			if (previous != current) {
				DefaultPusherClient.this.listeners.tell((listener) -> listener.stateChanged(previous, current));
			}
		}

		@Override
		public void received(Frame frame) {
			DefaultPusherClient.this.router.route(frame);
		}

		@Override
		public void read(int bytes) {
			DefaultPusherClient.this.listeners.read(bytes);
		}

		@Override
		public void pong(Duration roundTripTime) {
			DefaultPusherClient.this.listeners.tell((listener) -> listener.pongReceived(roundTripTime));
		}

		@Override
		public void error(ConnectionError error) {
			DefaultPusherClient.this.outageLog.error(error, DefaultPusherClient.this.socketId != null);
			DefaultPusherClient.this.listeners
				.error(new PusherError(error.code(), error.message(), error.cause(), null, error.fatal()));
			if (error.fatal()) {
				settleWaiting(new PusherConnectException(error.message(), error.code(), error.cause()));
			}
		}

		@Override
		public void retrying(int attempt, Duration delay) {
			DefaultPusherClient.this.outageLog.retrying(attempt, delay);
			DefaultPusherClient.this.listeners.tell((listener) -> listener.reconnecting(attempt, delay));
		}

	}

}
