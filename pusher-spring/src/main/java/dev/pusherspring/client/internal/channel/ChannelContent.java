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

import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.internal.protocol.ChannelMessages;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;

/**
 * The content of a channel: its events, decrypted if necessary, its members and its
 * number of subscriptions. Modified on the event loop only.
 */
final class ChannelContent {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.channel");

	private final String channel;

	private final Subscriptions owner;

	private final @Nullable Membership membership;

	private final @Nullable Decryption decryption;

	private volatile @Nullable Integer count;

	// used on the loop only
	private boolean overLimitReported;

	ChannelContent(String channel, ChannelKind kind, Subscriptions owner) {
		this.channel = channel;
		this.owner = owner;
		this.membership = (kind == ChannelKind.PRESENCE) ? new Membership(owner.settings().maxMembers()) : null;
		this.decryption = (kind == ChannelKind.ENCRYPTED) ? new Decryption(channel, owner) : null;
	}

	@Nullable Membership membership() {
		return this.membership;
	}

	@Nullable Integer count() {
		return this.count;
	}

	/**
	 * Use the authorization of this channel: its key, or the member that represents this
	 * client.
	 * @param authorization the authorization
	 * @return {@code true} if the authorization is sufficient, {@code false} if the
	 * member is determined by the signed-in user
	 * @throws AuthorizationException if the key is missing or not valid
	 * @throws MalformedFrameException if the channel data has no user id
	 */
	boolean authorized(ChannelAuthorization authorization) {
		if (this.decryption != null) {
			this.decryption.authorized(authorization);
		}
		if (this.membership == null) {
			return true;
		}
		String channelData = authorization.channelData();
		if (channelData == null) {
			return false;
		}
		authorizedAs(ChannelMessages.userId(channelData));
		return true;
	}

	void authorizedAs(String userId) {
		if (this.membership != null) {
			this.membership.authorizedAs(userId);
		}
	}

	/**
	 * Handle the confirmation of the subscription.
	 * @param frame the confirmation
	 * @return an action that reports the members that joined and left since the last
	 * subscription
	 */
	Runnable confirmed(Frame frame) {
		if (this.membership == null) {
			return () -> {
			};
		}
		Membership membership = this.membership;
		List<Membership.Change> changes = membership.confirmed(members(frame));
		return () -> {
			changes.forEach(this::tell);
			checkLimit(membership);
		};
	}

	private Map<String, Member> members(Frame frame) {
		try {
			return ChannelMessages.members(frame, this.owner.jsonMapper());
		}
		catch (MalformedFrameException ex) {
			// the subscription is confirmed nevertheless
			this.owner.error(this.channel, "The members could not be read: " + ex.getMessage(), ex);
			return Map.of();
		}
	}

	private void checkLimit(Membership membership) {
		if (membership.isOverLimit() && !this.overLimitReported) {
			this.overLimitReported = true;
			this.owner.error(this.channel,
					("More than %d members are present. Further members are reported and counted, "
							+ "but not kept. Raise 'pusher.presence.max-members' to keep them")
						.formatted(this.owner.settings().maxMembers()),
					null);
		}
	}

	private void tell(Membership.Change change) {
		if (change.added()) {
			this.owner.listener().memberAdded(this.channel, change.member());
		}
		else {
			this.owner.listener().memberRemoved(this.channel, change.member());
		}
	}

	/**
	 * Handle a message other than the confirmation or refusal of the subscription.
	 * @param frame the message
	 * @param subscribed whether the subscription is confirmed
	 * @throws MalformedFrameException if the message cannot be read
	 */
	void received(Frame frame, boolean subscribed) {
		switch (frame.event()) {
			case ChannelMessages.MEMBER_ADDED, ChannelMessages.MEMBER_REMOVED -> {
				if (this.membership != null && subscribed) {
					membershipChanged(this.membership, frame);
				}
			}
			case ChannelMessages.SUBSCRIPTION_COUNT -> {
				int count = ChannelMessages.subscriptionCount(frame);
				this.count = count;
				this.owner.listener().subscriptionCountChanged(this.channel, count);
			}
			case "pusher:cache_miss" -> this.owner.listener().cacheMissed(this.channel);
			default -> eventReceived(frame);
		}
	}

	private void membershipChanged(Membership membership, Frame frame) {
		Member data = ChannelMessages.member(frame, this.owner.jsonMapper());
		if (frame.event().equals(ChannelMessages.MEMBER_ADDED)) {
			membership.added(data);
			this.owner.listener().memberAdded(this.channel, data);
			checkLimit(membership);
			return;
		}
		Member member = membership.removed(data);
		if (member != null) {
			this.owner.listener().memberRemoved(this.channel, member);
		}
	}

	private void eventReceived(Frame frame) {
		if (frame.isProtocolEvent()) {
			logger.debug(LogMessage.format("Ignored unknown %s", frame));
		}
		else if (this.decryption != null) {
			this.decryption.received(frame);
		}
		else {
			this.owner.event(this.channel, frame);
		}
	}

	/**
	 * Handle the loss of the connection.
	 */
	void connectionLost() {
		if (this.membership != null) {
			this.membership.lost();
		}
	}

	/**
	 * Discard the content after the channel has been unsubscribed.
	 */
	void forget() {
		if (this.membership != null) {
			this.membership.forget();
			this.overLimitReported = false;
		}
	}

	/**
	 * Reset the state that was agreed with the server.
	 */
	void reset() {
		if (this.decryption != null) {
			this.decryption.lost();
		}
	}

}
