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

package dev.pusherspring.client.internal.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ChannelName;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.User;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.SubscriptionRefusal;
import dev.pusherspring.signature.SecretBox;

/**
 * All subscriptions of a client. Callers subscribe and unsubscribe from any thread; the
 * calls are processed in order on the event loop. After a reconnection, all subscriptions
 * are requested again.
 *
 * @since 1.0.0
 */
public final class Subscriptions {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.channel");

	private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

	private final SubscriptionOptions settings;

	private final JsonMapper jsonMapper;

	private final EventLoop loop;

	private final Authorizations authorizations;

	private final SignIn signIn;

	private final Consumer<String> sender;

	private final PusherClientListener listener;

	private final Suspects suspects;

	// the following fields are used on the loop only

	private @Nullable String socketId;

	private Runnable whenAnswered = () -> {
	};

	private boolean paused;

	private @Nullable Long resumedAt;

	/**
	 * Create a new {@link Subscriptions} instance.
	 * @param authorizations obtains authorizations, and has the timeouts
	 * @param jsonMapper the mapper that converts the info of members
	 * @param signIn the connection's user, for presence channels
	 * @param sender sends messages to the server
	 * @param listener the listener to notify
	 */
	public Subscriptions(Authorizations authorizations, JsonMapper jsonMapper, SignIn signIn, Consumer<String> sender,
			PusherClientListener listener) {
		this.settings = authorizations.settings();
		this.loop = authorizations.loop();
		this.jsonMapper = jsonMapper;
		this.authorizations = authorizations;
		this.signIn = signIn;
		this.sender = sender;
		this.listener = listener;
		this.suspects = new Suspects(this.loop,
				() -> this.subscriptions.values().stream().anyMatch(Subscription::isUnderWay));
	}

	/**
	 * Subscribe to a channel on behalf of no particular owner.
	 * @param channel name of the channel
	 * @return the subscription
	 * @see #subscribe(String, Object)
	 */
	public Subscription subscribe(String channel) {
		return subscribe(channel, this);
	}

	/**
	 * Subscribe to a channel. A further call has no effect, unless the subscription has
	 * failed: it is then retried. May be called from any thread.
	 * @param channel name of the channel
	 * @param owner the owner, compared by identity
	 * @return the subscription
	 * @throws IllegalArgumentException if the name is not valid
	 * @throws IllegalStateException if the channel is encrypted and Bouncy Castle is not
	 * on the classpath
	 */
	public Subscription subscribe(String channel, Object owner) {
		ChannelName.requireValid(channel);
		if (ChannelKind.of(channel) == ChannelKind.ENCRYPTED) {
			SecretBox.checkAvailable();
		}
		Subscription subscription = null;
		while (subscription == null) {
			// before anything is queued, since the answer may arrive before this thread
			// continues
			this.subscriptions.computeIfAbsent(channel, (name) -> new Subscription(name, this));
			subscription = addOwner(channel, owner);
		}
		return subscription;
	}

	// queued atomically with the change of owners, so that the last caller wins
	private @Nullable Subscription addOwner(String channel, Object owner) {
		return this.subscriptions.computeIfPresent(channel, (name, existing) -> {
			existing.addOwner(owner);
			this.loop.execute(existing::subscribe);
			return existing;
		});
	}

	/**
	 * Unsubscribe from a channel, for all of its owners. May be called from any thread.
	 * @param channel name of the channel
	 */
	public void unsubscribe(String channel) {
		this.subscriptions.computeIfPresent(channel, (name, existing) -> {
			existing.removeOwners();
			unsubscribe(existing);
			return existing;
		});
	}

	/**
	 * Unsubscribe an owner from a channel. May be called from any thread.
	 * @param channel name of the channel
	 * @param owner the owner
	 */
	public void unsubscribe(String channel, Object owner) {
		this.subscriptions.computeIfPresent(channel, (name, existing) -> {
			if (existing.removeOwner(owner) && !existing.isWanted()) {
				unsubscribe(existing);
			}
			return existing;
		});
	}

	private void unsubscribe(Subscription subscription) {
		this.loop.execute(() -> {
			subscription.unsubscribe();
			settled(subscription);
			this.whenAnswered.run();
		});
	}

	/**
	 * Return the subscription to a channel. May be called from any thread.
	 * @param channel name of the channel
	 * @return the subscription, or {@code null} if there is none
	 */
	public @Nullable Subscription find(String channel) {
		Subscription subscription = this.subscriptions.get(channel);
		return (subscription != null && subscription.isWanted()) ? subscription : null;
	}

	/**
	 * Return all subscriptions. May be called from any thread.
	 * @return a snapshot
	 */
	public Collection<Subscription> findAll() {
		return this.subscriptions.values().stream().filter(Subscription::isWanted).toList();
	}

	/**
	 * Handle a new connection: request all subscriptions.
	 * @param socketId id of the connection
	 */
	public void connected(String socketId) {
		this.socketId = socketId;
		List<Subscription> postponed = new ArrayList<>();
		for (Subscription subscription : snapshot()) {
			if (subscription.getLosses() < Suspects.MIN_LOSSES) {
				subscription.connected();
			}
			else {
				postponed.add(subscription);
			}
		}
		this.suspects.addAll(postponed);
	}

	/**
	 * Handle the loss of the connection.
	 * @param cause why it was lost
	 */
	public void disconnected(ReconnectCause cause) {
		this.socketId = null;
		this.suspects.clear();
		if (!cause.isIntended()) {
			reportCulprit();
		}
		Instant now = this.loop.now();
		for (Subscription subscription : snapshot()) {
			subscription.disconnected(now, cause);
			settled(subscription);
		}
	}

	// if there was only one pending request, it must have caused the loss of the
	// connection
	private void reportCulprit() {
		List<Subscription> awaiting = this.subscriptions.values()
			.stream()
			.filter(Subscription::isAwaitingAnswer)
			.toList();
		if (awaiting.size() == 1 && awaiting.get(0).getLosses() >= Suspects.MIN_LOSSES) {
			Subscription culprit = awaiting.get(0);
			error(culprit.getChannel(),
					("The connection was lost %d times in a row while waiting for the server's answer to this "
							+ "subscription. It is requested after all others, with growing delays")
						.formatted(culprit.getLosses() + 1),
					null);
		}
	}

	boolean isPostponed(Subscription subscription) {
		return this.suspects.contains(subscription);
	}

	void answered() {
		this.suspects.requestNext();
		this.whenAnswered.run();
	}

	/**
	 * Set an action to run each time a subscription has been confirmed, has failed or has
	 * ended while there is a connection. Must be called before there is any subscription.
	 * @param whenAnswered the action
	 */
	public void whenAnswered(Runnable whenAnswered) {
		this.whenAnswered = whenAnswered;
	}

	/**
	 * Handle a message about a channel.
	 * @param channel name of the channel
	 * @param frame the message
	 */
	public void received(String channel, Frame frame) {
		Subscription subscription = this.subscriptions.get(channel);
		if (subscription == null) {
			logger.debug(LogMessage.format("Ignored %s because the channel is not subscribed", frame));
			return;
		}
		switch (frame.event()) {
			case "pusher_internal:subscription_succeeded" -> subscription.confirmed(frame);
			case SubscriptionRefusal.EVENT, SubscriptionRefusal.INTERNAL_EVENT -> {
				SubscriptionRefusal refusal = SubscriptionRefusal.from(frame);
				subscription.refused(refusal.status(), refusal.message());
			}
			default -> receivedOn(subscription, frame);
		}
	}

	private void receivedOn(Subscription subscription, Frame frame) {
		try {
			subscription.received(frame);
		}
		catch (MalformedFrameException ex) {
			error(subscription.getChannel(), "A message could not be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Handle an error reported by the server. Some servers refuse a subscription in this
	 * way, with or without the name of the channel.
	 * @param error the error
	 * @return {@code true} if it was the refusal of a subscription
	 */
	public boolean received(ServerError error) {
		if (error.isAboutEvent()) {
			return false;
		}
		if (error.channel() == null) {
			return receivedWithoutChannel(error);
		}
		Subscription refused = this.subscriptions.get(error.channel());
		if (refused == null || !refused.isAwaitingAnswer()) {
			return false;
		}
		refused.refused(error.code(), error.message());
		return true;
	}

	// the text usually quotes the channel; if not, it may refer to the only pending one
	private boolean receivedWithoutChannel(ServerError error) {
		Set<String> named = ChannelName.restrictedIn(error.message());
		List<Subscription> waiting = this.subscriptions.values()
			.stream()
			.filter((subscription) -> subscription.isAwaitingAnswer() && subscription.getKind().requiresAuthorization())
			.filter((subscription) -> named.isEmpty() || named.contains(subscription.getChannel()))
			.toList();
		if (waiting.size() != 1 || (named.isEmpty() && this.signIn.isAwaitingAnswer())) {
			waiting.forEach((subscription) -> subscription.errorMeanwhile(error.message()));
			return false;
		}
		waiting.get(0).refusedPresumably(error.code(), error.message());
		return true;
	}

	/**
	 * Handle a pause of reading: answers cannot arrive, so that timeouts do not apply.
	 */
	public void readingPaused() {
		this.paused = true;
	}

	/**
	 * Handle the end of a pause of reading.
	 */
	public void readingResumed() {
		this.paused = false;
		this.resumedAt = this.loop.nanoTime();
	}

	boolean mayHaveAnswerUnread() {
		Long resumedAt = this.resumedAt;
		return this.paused
				|| (resumedAt != null && this.loop.nanoTime() - resumedAt < this.settings.timeout().toNanos());
	}

	private Collection<Subscription> snapshot() {
		return List.copyOf(this.subscriptions.values());
	}

	/**
	 * Remove a subscription that has no owners and no pending work.
	 * @param subscription the subscription
	 */
	void settled(Subscription subscription) {
		this.subscriptions.computeIfPresent(subscription.getChannel(), (name,
				existing) -> (existing == subscription && !existing.isWanted() && existing.isIdle()) ? null : existing);
	}

	void sendSubscribe(String channel, @Nullable String auth, @Nullable String channelData) {
		this.sender.accept(FrameWriter.subscribe(channel, auth, channelData));
	}

	void sendUnsubscribe(String channel) {
		this.sender.accept(FrameWriter.unsubscribe(channel));
	}

	void event(String channel, Frame frame) {
		this.listener.eventReceived(channel, frame.event(), frame.data(), frame.userId());
	}

	void error(String channel, String message, @Nullable Throwable cause) {
		this.listener.errorOccurred(new PusherError(null, message, cause, channel, false));
	}

	/**
	 * Return the application's view of a subscription.
	 * @param subscription the subscription
	 * @return the channel
	 */
	public Channel channel(Subscription subscription) {
		String name = subscription.getChannel();
		return (subscription.getKind() == ChannelKind.PRESENCE) ? new DefaultPresenceChannel(name, this)
				: new DefaultChannel(name, this);
	}

	@Nullable String socketId() {
		return this.socketId;
	}

	EventLoop loop() {
		return this.loop;
	}

	SubscriptionOptions settings() {
		return this.settings;
	}

	void whenSignedIn(Consumer<@Nullable User> callback) {
		this.signIn.whenSettled(callback);
	}

	boolean isSignInRetried() {
		return this.signIn.isRetrying();
	}

	JsonMapper jsonMapper() {
		return this.jsonMapper;
	}

	Authorizations authorizations() {
		return this.authorizations;
	}

	PusherClientListener listener() {
		return this.listener;
	}

}
