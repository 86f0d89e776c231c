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

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ClientChange;
import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.Registration;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.User;
import dev.pusherspring.client.internal.channel.AuthorizationThreads;
import dev.pusherspring.client.internal.channel.Authorizations;
import dev.pusherspring.client.internal.channel.ClientEventName;
import dev.pusherspring.client.internal.channel.ClientEventQueue;
import dev.pusherspring.client.internal.channel.SignIn;
import dev.pusherspring.client.internal.channel.Subscription;
import dev.pusherspring.client.internal.channel.Subscriptions;
import dev.pusherspring.client.internal.connection.Connection;
import dev.pusherspring.client.internal.link.ShortLivedThreads;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameWriter;

/**
 * {@link PusherClient} that combines the connection, subscriptions, sign-in and
 * listeners.
 */
public final class DefaultPusherClient implements PusherClient {

	private final String name;

	private final Function<PusherOptions, TransportStrategy> transports;

	private final EventLoop loop;

	private final JsonMapper jsonMapper;

	private final PusherClientListeners listeners;

	private final ConnectionHistory history;

	private final Connection connection;

	private final Subscriptions subscriptions;

	private final SignIn signIn;

	private final ClientEventQueue clientEvents;

	private final FrameRouter router;

	// runs the dependent stages of callers, which must not run on the loop, nor in the
	// common pool, which has another context class loader
	private final Executor completions;

	private final PendingConnects pendingConnects;

	private final Reading reading;

	private volatile Authorizations.Authorizers authorizers;

	// the current options; guarded by this client
	private PusherOptions options;

	/**
	 * Create a new {@link DefaultPusherClient} instance.
	 * @param setup the parts of the client
	 * @param loop the event loop
	 * @param transports creates the transports for given options
	 */
	public DefaultPusherClient(ClientSetup setup, EventLoop loop,
			Function<PusherOptions, TransportStrategy> transports) {
		this.name = setup.name();
		this.options = setup.options();
		this.transports = transports;
		this.loop = loop;
		this.jsonMapper = setup.jsonMapper();
		this.authorizers = new Authorizations.Authorizers(setup.channelAuthorizer(), setup.userAuthenticator());
		this.completions = ShortLivedThreads.unlimited(setup.label() + "-future");
		this.pendingConnects = new PendingConnects(this.completions);
		this.history = new ConnectionHistory(loop);
		this.listeners = new PusherClientListeners(Stream
			.concat(Stream.of(this.history, new ClientLog(setup.label(), this::getChannels), this.pendingConnects),
					setup.listeners().stream())
			.toList());
		this.connection = new Connection(this.options.connection(), loop, transports.apply(this.options),
				this.listeners, this::stateChanged, this::received);
		Authorizations authorizations = new Authorizations(() -> this.authorizers, this.options.subscription(),
				new AuthorizationThreads(setup.label(), this.options.subscription().maxConcurrency(),
						this.options.subscription().authorizationTimeout(), loop),
				loop, this.listeners);
		this.signIn = new SignIn(authorizations, this.connection::send);
		this.subscriptions = new Subscriptions(authorizations, this.jsonMapper, this.signIn, this.connection::send,
				this.listeners);
		this.reading = new Reading(loop, this.connection, this.subscriptions);
		this.clientEvents = new ClientEventQueue(this.options.clientEvents().rate(),
				this.options.clientEvents().queueCapacity(), loop, this.connection::send, this.completions);
		this.subscriptions.whenAnswered(this.clientEvents::subscriptionsChanged);
		this.router = new FrameRouter(this.options.maxMessageSize(), this.subscriptions, this.signIn, this.listeners);
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
			this.pendingConnects.add(result);
			this.connection.connect();
			if (getState() == ConnectionState.CONNECTED) {
				this.pendingConnects.complete(null);
			}
		});
		return result;
	}

	@Override
	public CompletableFuture<Void> disconnect() {
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.connection.disconnect();
			this.listeners.disconnected();
			this.loop.release();
			this.pendingConnects.complete(new PusherConnectException("The client was disconnected", null, null));
			this.completions.execute(() -> result.complete(null));
		});
		return result;
	}

	@Override
	public CompletableFuture<Void> reconnect() {
		return reconnect((TransportStrategy) null);
	}

	@Override
	public synchronized CompletableFuture<Void> reconnect(Consumer<ClientChange> change) {
		DefaultClientChange changed = new DefaultClientChange(this.options, this.authorizers);
		change.accept(changed);
		changed.check();
		TransportStrategy replacement = this.transports.apply(changed.options());
		this.options = changed.options();
		this.authorizers = changed.authorizers();
		return reconnect(replacement);
	}

	private CompletableFuture<Void> reconnect(@Nullable TransportStrategy replacement) {
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.loop.hold();
			this.pendingConnects.add(result);
			this.connection.reconnect(replacement);
		});
		return result;
	}

	private void stateChanged(ConnectionState previous, ConnectionState current) {
		if (previous == ConnectionState.CONNECTED) {
			this.clientEvents.disconnected();
			this.subscriptions.disconnected(this.connection.getLossCause());
			this.signIn.disconnected();
		}
		this.listeners.stateChanged(previous, current);
		String socketId = this.connection.getSocketId();
		if (socketId != null) {
			this.signIn.connected(socketId);
			this.subscriptions.connected(socketId);
		}
	}

	private void received(Frame frame) {
		this.router.route(frame);
	}

	@Override
	public ConnectionState getState() {
		return this.connection.getState();
	}

	@Override
	public @Nullable String getSocketId() {
		return this.connection.getSocketId();
	}

	@Override
	public Channel subscribe(String name) {
		return this.subscriptions.channel(this.subscriptions.subscribe(name));
	}

	@Override
	public Channel subscribe(String name, Object owner) {
		return this.subscriptions.channel(this.subscriptions.subscribe(name, owner));
	}

	@Override
	public void unsubscribe(String name) {
		this.subscriptions.unsubscribe(name);
	}

	@Override
	public void unsubscribe(String name, Object owner) {
		this.subscriptions.unsubscribe(name, owner);
	}

	@Override
	public @Nullable Channel getChannel(String name) {
		Subscription subscription = this.subscriptions.find(name);
		return (subscription != null) ? this.subscriptions.channel(subscription) : null;
	}

	@Override
	public Collection<Channel> getChannels() {
		return this.subscriptions.findAll().stream().map(this.subscriptions::channel).toList();
	}

	@Override
	public CompletableFuture<Void> trigger(String channel, String event, @Nullable Object data) {
		ClientEventName.requireValid(event);
		Assert.isTrue(ChannelKind.of(channel).permitsClientEvents(),
				() -> "Client events can only be sent on private and presence channels but channel is '%s'"
					.formatted(channel));
		String message = FrameWriter.clientEvent(channel, event, this.jsonMapper.writeValueAsString(data));
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.loop.execute(() -> this.clientEvents.send(message, () -> readiness(channel, event), result));
		return result;
	}

	private ClientEventQueue.Readiness readiness(String channel, String event) {
		Subscription subscription = this.subscriptions.find(channel);
		SubscriptionState state = (subscription != null) ? subscription.getState() : SubscriptionState.UNSUBSCRIBED;
		if (state == SubscriptionState.SUBSCRIBED) {
			return ClientEventQueue.Readiness.READY;
		}
		if (state == SubscriptionState.PENDING && getState() == ConnectionState.CONNECTED) {
			return ClientEventQueue.Readiness.LATER;
		}
		SubscriptionFailure failure = (subscription != null) ? subscription.getFailure() : null;
		String reason = (getState() == ConnectionState.DISCONNECTED) ? "the client is disconnected"
				: "channel '%s' is not subscribed%s".formatted(channel,
						(failure != null) ? ": " + failure.error().message() : "");
		return ClientEventQueue.Readiness
			.impossible("Client event '%s' was not sent because %s".formatted(event, reason));
	}

	@Override
	public void signin() {
		this.loop.execute(this.signIn::signIn);
	}

	@Override
	public @Nullable User getUser() {
		return this.signIn.getUser();
	}

	@Override
	public void pause(Object owner) {
		this.reading.pause(owner);
	}

	@Override
	public void resume(Object owner) {
		this.reading.resume(owner);
	}

	@Override
	public ConnectionInfo getConnectionInfo() {
		return this.history.describe(this.connection);
	}

	@Override
	public Registration addListener(PusherClientListener listener) {
		listener.initialized(this);
		return this.listeners.add(listener);
	}

	@Override
	public String toString() {
		return "PusherClient[name=" + this.name + ", state=" + getState() + "]";
	}

}
