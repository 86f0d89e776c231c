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

package dev.pusherspring.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.signature.Signer;

/**
 * Takes webhooks: finds the app by the key, verifies the signature, and queues the events
 * unless the webhook is too old or has been here before. Does not wait for listeners, and
 * may be used by many threads.
 *
 * @since 1.0.0
 */
public final class WebhookReceiver {

	private static final Log logger = LogFactory.getLog(WebhookReceiver.class);

	private static final int REMEMBERED = 10_000;

	private final Map<String, Sender> senders = new HashMap<>();

	private final WebhookReader reader;

	private final Duration maxAge;

	private final RecentWebhooks recent;

	private final InstantSource clock;

	/**
	 * Create a new {@link WebhookReceiver} instance.
	 * @param apps the apps that get webhooks
	 * @param payloadMapper reads the data of client events
	 * @param maxAge longest time between the making of a webhook and its arrival. It must
	 * leave the server the time in which it sends a webhook again
	 * @param clock tells the time
	 * @throws IllegalArgumentException if two apps have the same key
	 */
	public WebhookReceiver(Collection<WebhookApp> apps, JsonMapper payloadMapper, Duration maxAge,
			InstantSource clock) {
		Assert.isTrue(!maxAge.isNegative() && !maxAge.isZero(), "'maxAge' must be positive");
		apps.forEach((app) -> app.signers()
			.forEach((key, signer) -> Assert.isTrue(this.senders.putIfAbsent(key, new Sender(app, signer)) == null,
					() -> "Key '" + key + "' is that of app '" + app.name() + "' and of another one")));
		this.reader = new WebhookReader(payloadMapper);
		this.maxAge = maxAge;
		this.clock = clock;
		// a webhook may be as far in the future as it may be in the past
		this.recent = new RecentWebhooks(REMEMBERED, maxAge.multipliedBy(2));
	}

	/**
	 * Take a webhook.
	 * @param key what the header {@code X-Pusher-Key} holds, or {@code null}
	 * @param signature what the header {@code X-Pusher-Signature} holds, or {@code null}
	 * @param body the body exactly as it was received
	 * @return what becomes of it
	 */
	public WebhookOutcome receive(@Nullable String key, @Nullable String signature, byte[] body) {
		Sender sender = (key != null) ? this.senders.get(key) : null;
		if (sender == null || signature == null || !sender.signer().verify(body, signature)) {
			logger.debug(LogMessage.format("A webhook with key '%s' has no valid signature", PrintableText.of(key)));
			return WebhookOutcome.UNAUTHORIZED;
		}
		String app = sender.app().name();
		WebhookReader.Webhook webhook = this.reader.read(app, body);
		if (webhook == null) {
			logger.warn("A webhook of app '" + app + "' cannot be read, though its signature is right");
			return WebhookOutcome.MALFORMED;
		}
		Instant now = this.clock.instant();
		Duration age = Duration.between(webhook.time(), now).abs();
		if (age.compareTo(this.maxAge) > 0) {
			logger.warn(LogMessage.format("A webhook of app '%s' is refused: it is %d s away from the present time",
					app, age.toSeconds()));
			return WebhookOutcome.STALE;
		}
		return queue(sender.app(), webhook, signature, now);
	}

	private WebhookOutcome queue(WebhookApp app, WebhookReader.Webhook webhook, String signature, Instant now) {
		if (!this.recent.add(signature, now)) {
			logger.debug(LogMessage.format("A webhook of app '%s' has come again", app.name()));
			return WebhookOutcome.REPEATED;
		}
		boolean queued = false;
		try {
			queued = app.delivery().test(webhook.events());
		}
		finally {
			if (!queued) {
				this.recent.remove(signature);
			}
		}
		return queued ? WebhookOutcome.QUEUED : WebhookOutcome.REJECTED;
	}

	/**
	 * Who signs with a key.
	 *
	 * @param app the app
	 * @param signer knows the secret that belongs to the key
	 */
	private record Sender(WebhookApp app, Signer signer) {

	}

}
