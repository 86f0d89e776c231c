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

package dev.pusherspring.embedded.webhook;

import java.time.Duration;
import java.util.List;

/**
 * The settings of all webhooks.
 *
 * @param webhooks the webhooks
 * @param retryDelay the delay before the first retry of a failed request
 * @since 1.0.0
 */
public record WebhookSettings(List<Webhook> webhooks, Duration retryDelay) {

	public WebhookSettings {
		webhooks = List.copyOf(webhooks);
		if (retryDelay.isNegative() || retryDelay.isZero()) {
			throw new IllegalArgumentException("The webhook retry delay must be positive");
		}
	}

}
