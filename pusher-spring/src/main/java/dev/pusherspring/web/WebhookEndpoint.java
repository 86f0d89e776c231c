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

package dev.pusherspring.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import dev.pusherspring.webhook.WebhookReceiver;

/**
 * Handles webhook requests. Does not block.
 *
 * @since 1.0.0
 */
public final class WebhookEndpoint {

	/**
	 * Name of the header with the key of the app.
	 */
	public static final String KEY_HEADER = "X-Pusher-Key";

	/**
	 * Name of the header with the signature of the body.
	 */
	public static final String SIGNATURE_HEADER = "X-Pusher-Signature";

	private final WebhookReceiver receiver;

	private final int maxSize;

	/**
	 * Create a new {@link WebhookEndpoint} instance.
	 * @param receiver receives the webhooks
	 * @param maxSize maximum size of the body in bytes
	 */
	public WebhookEndpoint(WebhookReceiver receiver, int maxSize) {
		this.receiver = receiver;
		this.maxSize = maxSize;
	}

	/**
	 * Return the maximum size of the body.
	 * @return the size in bytes
	 */
	public int getMaxSize() {
		return this.maxSize;
	}

	/**
	 * Handle a webhook request.
	 * @param key value of the {@value #KEY_HEADER} header, or {@code null}
	 * @param signature value of the {@value #SIGNATURE_HEADER} header, or {@code null}
	 * @param body the exact bytes of the body
	 * @return the answer
	 */
	public WebAnswer answer(@Nullable String key, @Nullable String signature, byte[] body) {
		return switch (this.receiver.receive(key, signature, body)) {
			case QUEUED, REPEATED -> WebAnswer.json(HttpStatus.OK, WebAnswer.JSON.createObjectNode());
			case UNAUTHORIZED -> WebAnswer.error(HttpStatus.UNAUTHORIZED, "The key or the signature is not valid");
			case STALE -> WebAnswer.error(HttpStatus.UNAUTHORIZED, "The webhook is too old, or a clock is wrong");
			case MALFORMED -> WebAnswer.error(HttpStatus.BAD_REQUEST, "The body is not a valid webhook");
			case REJECTED ->
				WebAnswer.error(HttpStatus.SERVICE_UNAVAILABLE, "Too many events are queued. Try again later");
		};
	}

}
