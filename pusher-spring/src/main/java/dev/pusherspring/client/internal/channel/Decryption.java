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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.internal.protocol.EncryptedData;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.client.internal.protocol.ServerText;
import dev.pusherspring.signature.SecretBox;

/**
 * Decrypts the events of one channel. If an event cannot be decrypted, the key may have
 * changed: a new key is obtained, once per burst of failures, with later retries if they
 * may succeed. Events that arrive meanwhile wait, so that their order is kept.
 */
final class Decryption {

	/**
	 * Maximum number of events that wait for a key.
	 */
	static final int MAX_WAITING = 1000;

	/**
	 * Minimum time between requests for a new key if the last new key did not help.
	 */
	static final Duration REFRESH_INTERVAL = Duration.ofSeconds(30);

	private final String channel;

	private final Subscriptions owner;

	private final Deque<Frame> waiting = new ArrayDeque<>();

	private final AuthorizedRequest<ChannelAuthorization> refresh;

	private @Nullable SecretBox box;

	private boolean refreshing;

	private boolean overflowReported;

	private @Nullable Long fruitlessRefresh;

	Decryption(String channel, Subscriptions owner) {
		this.channel = channel;
		this.owner = owner;
		this.refresh = owner.authorizations().ofChannel(channel);
	}

	/**
	 * Use the key of an authorization.
	 * @param authorization the authorization
	 * @throws AuthorizationException if the key is missing or not valid
	 */
	void authorized(ChannelAuthorization authorization) {
		String sharedSecret = authorization.sharedSecret();
		if (sharedSecret == null) {
			throw unusable(
					"The authorization of channel '%s' has no 'shared_secret'. Use an endpoint ".formatted(this.channel)
							+ "that supports encrypted channels");
		}
		byte[] key;
		try {
			key = Base64.getDecoder().decode(sharedSecret);
		}
		catch (IllegalArgumentException ex) {
			throw unusable("The 'shared_secret' of channel '%s' is not Base64".formatted(this.channel));
		}
		if (key.length != SecretBox.KEY_LENGTH) {
			throw unusable("The 'shared_secret' of channel '%s' must have %d bytes but has %d".formatted(this.channel,
					SecretBox.KEY_LENGTH, key.length));
		}
		this.box = new SecretBox(key);
	}

	private static AuthorizationException unusable(String message) {
		return new AuthorizationException(message, null, true, null);
	}

	void received(Frame frame) {
		if (!this.refreshing) {
			if (!deliver(frame)) {
				failed(frame);
			}
		}
		else if (this.waiting.size() < MAX_WAITING) {
			this.waiting.add(frame);
		}
		else if (!this.overflowReported) {
			this.overflowReported = true;
			drop("Event '%s' and those after it were dropped because too many events wait for a new key"
				.formatted(ServerText.printable(frame.event())), null);
		}
	}

	private void failed(Frame frame) {
		if (this.owner.socketId() == null || !mayRefresh()) {
			drop("Event '%s' was dropped because it cannot be decrypted".formatted(ServerText.printable(frame.event())),
					null);
			return;
		}
		this.refreshing = true;
		this.waiting.add(frame);
		refresh();
	}

	private void refresh() {
		String socketId = this.owner.socketId();
		if (socketId != null) {
			this.refresh.begin(socketId, this::refreshed, this::notRefreshed);
		}
	}

	private boolean mayRefresh() {
		Long last = this.fruitlessRefresh;
		return last == null || this.owner.loop().nanoTime() - last >= REFRESH_INTERVAL.toNanos();
	}

	private void refreshed(ChannelAuthorization authorization) {
		try {
			authorized(authorization);
		}
		catch (AuthorizationException ex) {
			notRefreshed(ex);
			return;
		}
		refreshEnded();
		// only the event that caused the request shows whether the key helped: others may
		// be older, or encrypted with yet another key
		boolean helped = deliverWithNewKey(this.waiting.remove());
		this.fruitlessRefresh = helped ? null : this.owner.loop().nanoTime();
		for (Frame frame = this.waiting.poll(); frame != null; frame = this.waiting.poll()) {
			deliverWithNewKey(frame);
		}
	}

	private boolean deliverWithNewKey(Frame frame) {
		boolean delivered = deliver(frame);
		if (!delivered) {
			drop("Event '%s' was dropped because it cannot be decrypted, even with a new key"
				.formatted(ServerText.printable(frame.event())), null);
		}
		return delivered;
	}

	private void notRefreshed(AuthorizationException ex) {
		if (ex.isRetryable()) {
			if (this.refresh.isNews(String.valueOf(ex.getMessage()))) {
				this.owner.error(this.channel,
						"Encrypted events are waiting for a new key, which could not be obtained yet: "
								+ ex.getMessage(),
						ex);
			}
			this.refresh.retryLater(this::refresh);
			return;
		}
		refreshEnded();
		this.fruitlessRefresh = this.owner.loop().nanoTime();
		dropWaiting("no new key could be obtained: " + ex.getMessage(), ex);
	}

	/**
	 * Handle the loss of the subscription: cancel the request for a key and drop the
	 * waiting events.
	 */
	void lost() {
		this.refresh.cancel();
		refreshEnded();
		this.fruitlessRefresh = null;
		dropWaiting("the subscription ended while they waited for a new key", null);
	}

	private void refreshEnded() {
		this.refreshing = false;
		this.overflowReported = false;
		this.refresh.forgetFailures();
	}

	private void dropWaiting(String reason, @Nullable Throwable cause) {
		int count = this.waiting.size();
		this.waiting.clear();
		if (count > 0) {
			drop("%d encrypted events were dropped because %s".formatted(count, reason), cause);
		}
	}

	private void drop(String message, @Nullable Throwable cause) {
		this.owner.error(this.channel, message, cause);
	}

	// returns false if another key might help
	private boolean deliver(Frame frame) {
		SecretBox box = this.box;
		if (box == null) {
			return false;
		}
		try {
			EncryptedData data = EncryptedData.from(frame);
			if (data.nonce().length != SecretBox.NONCE_LENGTH || data.ciphertext().length < SecretBox.TAG_LENGTH) {
				drop("Event '%s' was dropped: its nonce or ciphertext has an invalid length"
					.formatted(ServerText.printable(frame.event())), null);
				return true;
			}
			byte[] text = box.open(data.nonce(), data.ciphertext());
			this.owner.event(this.channel, new Frame(frame.event(), frame.channel(),
					new String(text, StandardCharsets.UTF_8), frame.userId()));
			return true;
		}
		catch (MalformedFrameException ex) {
			drop("Event '%s' was dropped: %s".formatted(ServerText.printable(frame.event()), ex.getMessage()), ex);
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
