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

/**
 * The outcome of receiving a webhook.
 *
 * @since 1.0.0
 */
public enum WebhookOutcome {

	/**
	 * The events have been queued for delivery.
	 */
	QUEUED,

	/**
	 * The webhook has been received before and is ignored.
	 */
	REPEATED,

	/**
	 * The key is unknown, or the signature does not match the body.
	 */
	UNAUTHORIZED,

	/**
	 * The webhook is too old, or its time is in the future. It may be a replay.
	 */
	STALE,

	/**
	 * The signature matches, but the body is not a valid webhook.
	 */
	MALFORMED,

	/**
	 * There is no room for the events. The server should resend the webhook.
	 */
	REJECTED

}
