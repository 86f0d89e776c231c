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
import java.util.List;
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
 * Receives webhooks: finds the app by its key, verifies the signature, and queues the
 * events unless the webhook is too old or has been received before. Does not wait for
 * listeners. This class is thread-safe.
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
	 * @param apps the apps that receive webhooks
	 * @param payloadMapper converts the data of client events
	 * @param maxAge maximum age of a webhook when it arrives. It should exceed the time
	 * for which servers resend webhooks
	 * @param clock the clock
	 * @throws IllegalArgumentException if two apps have the same key
	 */
	public WebhookReceiver(Collection<WebhookApp> apps, JsonMapper payloadMapper, Duration maxAge,
			InstantSource clock) {
		Assert.isTrue(!maxAge.isNegative() && !maxAge.isZero(), "'maxAge' must be positive");
		apps.forEach((app) -> app.signers()
			.forEach((key, signers) -> Assert.isTrue(this.senders.putIfAbsent(key, new Sender(app, signers)) == null,
					() -> "Key '" + key + "' belongs to app '" + app.name() + "' and to another app")));
		this.reader = new WebhookReader(payloadMapper);
		this.maxAge = maxAge;
		this.clock = clock;
		// a webhook may be as far in the future as in the past
		this.recent = new RecentWebhooks(REMEMBERED, maxAge.multipliedBy(2));
	}

	/**
	 * Receive a webhook.
	 * @param key value of the {@code X-Pusher-Key} header, or {@code null}
	 * @param signature value of the {@code X-Pusher-Signature} header, or {@code null}
	 * @param body the exact bytes of the body
	 * @return the outcome
	 */
	public WebhookOutcome receive(@Nullable String key, @Nullable String signature, byte[] body) {
		Sender sender = (key != null) ? this.senders.get(key) : null;
		if (sender == null || signature == null || !sender.verifies(body, signature)) {
			logger.debug(LogMessage.format("Webhook with key '%s' rejected: its signature is not valid",
					PrintableText.of(key)));
			return WebhookOutcome.UNAUTHORIZED;
		}
		String app = sender.app().name();
		WebhookReader.Webhook webhook = this.reader.read(app, body);
		if (webhook == null) {
			logger.warn("Webhook of app '" + app + "' rejected: its signature is valid, but its body is not");
			return WebhookOutcome.MALFORMED;
		}
		Instant now = this.clock.instant();
		Duration age = Duration.between(webhook.time(), now).abs();
		if (age.compareTo(this.maxAge) > 0) {
			logger
				.warn(LogMessage.format("Webhook of app '%s' rejected: its time differs from the current time by %d s",
						app, age.toSeconds()));
			return WebhookOutcome.STALE;
		}
		return queue(sender.app(), webhook, signature, now);
	}

	private WebhookOutcome queue(WebhookApp app, WebhookReader.Webhook webhook, String signature, Instant now) {
		if (!this.recent.add(signature, now)) {
			logger.debug(LogMessage.format("Webhook of app '%s' ignored: it has been received before", app.name()));
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
		if (!queued) {
			logger.warn(LogMessage.format("Webhook of app '%s' rejected: too many webhooks and events wait for "
					+ "delivery, or the application is stopping. The sender should send it again", app.name()));
			return WebhookOutcome.REJECTED;
		}
		return WebhookOutcome.QUEUED;
	}

	/**
	 * The sender that a key belongs to.
	 *
	 * @param app the app
	 * @param signers the signers for the secrets of the key
	 */
	private record Sender(WebhookApp app, List<Signer> signers) {

		boolean verifies(byte[] body, String signature) {
			return this.signers.stream().anyMatch((signer) -> signer.verify(body, signature));
		}

	}

}
