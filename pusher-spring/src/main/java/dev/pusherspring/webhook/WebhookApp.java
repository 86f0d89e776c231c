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

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.pusherspring.signature.Signer;

/**
 * An app that receives webhooks. {@link #toString()} does not include its secrets.
 *
 * @param name name of the app
 * @param signers the signers for the secrets of the app by key: the current one, and the
 * previous one during a rotation, which may belong to the same key
 * @param delivery queues either all events or none, and returns whether there was room
 * for them
 * @since 1.0.0
 */
public record WebhookApp(String name, Map<String, List<Signer>> signers, Predicate<List<PusherWebhookEvent>> delivery) {

	public WebhookApp {
		signers = Map.copyOf(signers);
	}

	@Override
	public String toString() {
		return "WebhookApp[name=" + this.name + ", keys=" + this.signers.keySet() + "]";
	}

}
