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
 * What becomes of a webhook.
 *
 * @since 1.0.0
 */
public enum WebhookOutcome {

	/**
	 * Its events wait for their listeners.
	 */
	QUEUED,

	/**
	 * It has been here before: nothing happens.
	 */
	REPEATED,

	/**
	 * The key is unknown, or the signature is not that of the body.
	 */
	UNAUTHORIZED,

	/**
	 * It is too old, or from the future: somebody may have kept it to send it again.
	 */
	STALE,

	/**
	 * The signature is right, but the body is not that of a webhook.
	 */
	MALFORMED,

	/**
	 * There is no room for its events. The sender shall send it again.
	 */
	REJECTED

}
