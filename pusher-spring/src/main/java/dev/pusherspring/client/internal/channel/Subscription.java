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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;

/**
 * The subscription to one channel. Modified on the event loop only; {@link #getState()}
 * can be called from any thread.
 * <p>
 * At most one request is in progress at a time. If the channel is unsubscribed while the
 * client is waiting for the server's answer, the request to unsubscribe is sent after
 * that answer, so that server and client always agree about the outcome.
 *
 * @since 1.0.0
 */
public final class Subscription {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.channel");

	private static final int MAX_ERRORS_MEANWHILE = 5;

	private final String channel;

	private final ChannelKind kind;

	private final Subscriptions owner;

	private final ChannelContent content;

	private final AuthorizedRequest<ChannelAuthorization> authorization;

	private volatile SubscriptionState state = SubscriptionState.PENDING;

	private volatile @Nullable SubscriptionFailure failure;

	// compared by identity; only one caller at a time changes it
	private final Set<Object> owners = Collections.newSetFromMap(new IdentityHashMap<>(1));

	// the latest request of callers, while the loop may still be processing an earlier
	// one
	private volatile boolean wanted;

	// the following fields are used on the loop only

	private Progress progress = Progress.NONE;

	private @Nullable ChannelAuthorization requested;

	private boolean unsubscribeAfterAnswer;

	// whether the server reported an error that may or may not refer to this request
	private boolean refusalGuessed;

	// how many times in a row the connection was lost while waiting for an answer
	private int losses;

	private final List<String> errorsMeanwhile = new ArrayList<>();

	private @Nullable Instant lostAt;

	private ReconnectCause lossCause = ReconnectCause.LOST;

	Subscription(String channel, Subscriptions owner) {
		this.channel = channel;
		this.kind = ChannelKind.of(channel);
		this.owner = owner;
		this.content = new ChannelContent(channel, this.kind, owner);
		this.authorization = owner.authorizations().ofChannel(channel);
	}

	/**
	 * Return the name of the channel.
	 * @return the name
	 */
	public String getChannel() {
		return this.channel;
	}

	/**
	 * Return the kind of the channel.
	 * @return the kind
	 */
	public ChannelKind getKind() {
		return this.kind;
	}

	/**
	 * Return the state of the subscription.
	 * @return the state
	 */
	public SubscriptionState getState() {
		return this.state;
	}

	/**
	 * Return the members of the channel.
	 * @return the members, {@code null} unless this is a presence channel
	 */
	public @Nullable Membership getMembership() {
		return this.content.membership();
	}

	/**
	 * Return the number of subscriptions last reported by the server.
	 * @return the number, or {@code null} if the server has not reported one
	 */
	public @Nullable Integer getCount() {
		return this.content.count();
	}

	/**
	 * Return why the subscription failed.
	 * @return the latest failure since the last confirmation, or {@code null}
	 */
	public @Nullable SubscriptionFailure getFailure() {
		return this.failure;
	}

	boolean isWanted() {
		return this.wanted;
	}

	void addOwner(Object owner) {
		this.owners.add(owner);
		this.wanted = true;
	}

	boolean removeOwner(Object owner) {
		boolean removed = this.owners.remove(owner);
		this.wanted = !this.owners.isEmpty();
		return removed;
	}

	void removeOwners() {
		this.owners.clear();
		this.wanted = false;
	}

	/**
	 * Request the subscription, unless it has already been requested.
	 */
	void subscribe() {
		if (!this.wanted) {
			// the owner may have removed this subscription in the meantime
			return;
		}
		this.unsubscribeAfterAnswer = false;
		if (this.progress == Progress.NONE) {
			this.authorization.forgetFailures();
			this.state = SubscriptionState.PENDING;
			if (!this.owner.isPostponed(this)) {
				begin();
			}
		}
		else if (this.progress == Progress.REQUESTED) {
			this.state = SubscriptionState.PENDING;
		}
	}

	/**
	 * Handle a new connection: request the subscription.
	 */
	void connected() {
		this.authorization.forgetFailures();
		if (this.wanted) {
			begin();
		}
	}

	/**
	 * Handle the loss of the connection, which resets all state that was agreed with the
	 * server.
	 * @param now the current time
	 * @param cause why it was lost
	 */
	void disconnected(Instant now, ReconnectCause cause) {
		if (this.progress == Progress.SUBSCRIBED && this.lostAt == null) {
			this.lostAt = now;
			this.lossCause = cause;
		}
		if (this.progress == Progress.REQUESTED && !cause.isIntended()) {
			this.losses++;
		}
		this.content.connectionLost();
		this.refusalGuessed = false;
		reset();
		this.state = this.wanted ? SubscriptionState.PENDING : SubscriptionState.UNSUBSCRIBED;
	}

	/**
	 * End the subscription.
	 */
	void unsubscribe() {
		switch (this.progress) {
			case NONE, AUTHORIZING -> {
				if (this.refusalGuessed) {
					this.owner.sendUnsubscribe(this.channel);
				}
				reset();
			}
			case REQUESTED -> {
				this.unsubscribeAfterAnswer = true;
			}
			case SUBSCRIBED -> {
				this.owner.sendUnsubscribe(this.channel);
				reset();
			}
		}
		this.lostAt = null;
		this.failure = null;
		this.refusalGuessed = false;
		this.content.forget();
		this.state = SubscriptionState.UNSUBSCRIBED;
	}

	int getLosses() {
		return this.losses;
	}

	boolean isUnderWay() {
		return this.progress == Progress.AUTHORIZING || this.progress == Progress.REQUESTED;
	}

	boolean isIdle() {
		return this.progress == Progress.NONE;
	}

	boolean isAwaitingAnswer() {
		return this.progress == Progress.REQUESTED;
	}

	private void begin() {
		this.authorization.cancel();
		String socketId = this.owner.socketId();
		if (socketId == null) {
			return;
		}
		this.state = SubscriptionState.PENDING;
		if (this.kind.requiresAuthorization()) {
			this.progress = Progress.AUTHORIZING;
			this.authorization.begin(socketId, this::authorized,
					(ex) -> fail(ex.getStatus(), String.valueOf(ex.getMessage()), ex, ex.isRetryable()));
		}
		else {
			request(null);
		}
	}

	private void authorized(ChannelAuthorization authorization) {
		try {
			if (this.content.authorized(authorization)) {
				request(authorization);
			}
			else {
				authorizeAsSignedInUser(authorization);
			}
		}
		catch (AuthorizationException | MalformedFrameException ex) {
			// this authorization is unusable, but the next one may be usable
			fail(null, String.valueOf(ex.getMessage()), ex, true);
		}
		catch (IllegalStateException ex) {
			fail(null, String.valueOf(ex.getMessage()), ex, false);
		}
	}

	private void authorizeAsSignedInUser(ChannelAuthorization authorization) {
		this.owner.whenSignedIn(this.authorization.duringRound((user) -> {
			if (user == null) {
				fail(null, "The authorization of presence channel '%s' has no 'channel_data', and no user is signed in"
					.formatted(this.channel), null, this.owner.isSignInRetried());
				return;
			}
			this.content.authorizedAs(user.id());
			request(authorization);
		}));
	}

	private void request(@Nullable ChannelAuthorization authorization) {
		this.progress = Progress.REQUESTED;
		this.requested = authorization;
		this.authorization.awaitAnswer(this.owner.settings().timeout(), this::timedOut);
		if (authorization != null) {
			this.owner.sendSubscribe(this.channel, authorization.auth(), authorization.channelData());
		}
		else {
			this.owner.sendSubscribe(this.channel, null, null);
		}
	}

	private void timedOut() {
		if (this.owner.mayHaveAnswerUnread()) {
			this.authorization.awaitAnswer(this.owner.settings().timeout(), this::timedOut);
			return;
		}
		// in case the server has processed the request after all
		this.owner.sendUnsubscribe(this.channel);
		if (this.unsubscribeAfterAnswer) {
			answered();
			return;
		}
		String meanwhile = this.errorsMeanwhile.isEmpty() ? ""
				: "; meanwhile it reported: " + String.join(", ", this.errorsMeanwhile);
		fail(null, "The server did not answer the subscription within %d ms%s"
			.formatted(this.owner.settings().timeout().toMillis(), meanwhile), null, true);
	}

	/**
	 * Handle the confirmation of the subscription.
	 * @param frame the confirmation
	 */
	void confirmed(Frame frame) {
		if (this.progress == Progress.SUBSCRIBED || this.owner.socketId() == null) {
			return;
		}
		if (this.unsubscribeAfterAnswer) {
			this.owner.sendUnsubscribe(this.channel);
			answered();
			return;
		}
		if (this.progress != Progress.REQUESTED && !this.refusalGuessed) {
			logger.debug(LogMessage.format("Ignored a late confirmation of channel '%s'", this.channel));
			return;
		}
		this.authorization.cancel();
		this.authorization.forgetFailures();
		this.refusalGuessed = false;
		this.losses = 0;
		Runnable changes = this.content.confirmed(frame);
		this.progress = Progress.SUBSCRIBED;
		this.requested = null;
		this.state = SubscriptionState.SUBSCRIBED;
		this.failure = null;
		this.owner.listener().subscriptionSucceeded(this.owner.channel(this));
		Instant lostAt = this.lostAt;
		if (lostAt != null) {
			this.lostAt = null;
			this.owner.listener().eventsMissed(this.channel, lostAt, this.owner.loop().now(), this.lossCause);
		}
		changes.run();
		this.owner.answered();
	}

	/**
	 * Handle a message other than the confirmation or refusal of the subscription.
	 * @param frame the message
	 */
	void received(Frame frame) {
		if (this.wanted) {
			this.content.received(frame, this.progress == Progress.SUBSCRIBED);
		}
	}

	/**
	 * Handle the refusal of the subscription.
	 * @param status status sent by the server, or {@code null}
	 * @param message text sent by the server
	 */
	void refused(@Nullable Integer status, String message) {
		if (this.progress != Progress.REQUESTED) {
			logger.debug(LogMessage.format("Ignored a refusal of channel '%s' without a request", this.channel));
		}
		else if (this.unsubscribeAfterAnswer) {
			answered();
		}
		else {
			fail(status, redact(message), null, false);
		}
	}

	/**
	 * Handle an error that most likely refuses this subscription. If a confirmation
	 * follows nevertheless, it takes precedence.
	 * @param status code of the error, or {@code null}
	 * @param message text of the error
	 */
	void refusedPresumably(@Nullable Integer status, String message) {
		boolean undecided = this.progress == Progress.REQUESTED && !this.unsubscribeAfterAnswer;
		refused(status, message);
		this.refusalGuessed = undecided;
	}

	/**
	 * Handle an error that may refuse this subscription or another one.
	 * @param message text of the error
	 */
	void errorMeanwhile(String message) {
		if (this.errorsMeanwhile.size() < MAX_ERRORS_MEANWHILE) {
			this.errorsMeanwhile.add("'" + redact(message) + "'");
		}
	}

	private String redact(String message) {
		ChannelAuthorization authorization = this.requested;
		return (authorization != null) ? authorization.redact(message) : message;
	}

	private void fail(@Nullable Integer status, String message, @Nullable Throwable cause, boolean retry) {
		reset();
		this.state = SubscriptionState.FAILED;
		if (retry) {
			this.authorization.retryLater(this::begin);
		}
		SubscriptionError error = new SubscriptionError(this.channel, status, message, cause, retry);
		SubscriptionFailure before = this.failure;
		this.failure = new SubscriptionFailure((before != null) ? before.since() : this.owner.loop().now(), error);
		if (this.authorization.isNews(message) || !retry) {
			this.owner.listener().subscriptionFailed(error);
		}
		this.owner.answered();
	}

	private void answered() {
		reset();
		this.owner.settled(this);
		this.owner.answered();
	}

	private void reset() {
		this.authorization.cancel();
		this.content.reset();
		this.progress = Progress.NONE;
		this.requested = null;
		this.unsubscribeAfterAnswer = false;
		this.errorsMeanwhile.clear();
	}

	@Override
	public String toString() {
		return "Subscription[channel=" + this.channel + ", state=" + this.state + "]";
	}

	/**
	 * Progress of the current request.
	 */
	private enum Progress {

		NONE, AUTHORIZING, REQUESTED, SUBSCRIBED

	}

}
