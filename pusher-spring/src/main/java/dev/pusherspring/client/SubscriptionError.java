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

package dev.pusherspring.client;

import org.jspecify.annotations.Nullable;

/**
 * Why a subscription failed.
 *
 * @param channel name of the channel
 * @param status HTTP status of the authorization endpoint or status sent by the server,
 * or {@code null}
 * @param message the error message
 * @param cause the cause, or {@code null}
 * @param retrying whether the subscription is retried before the next reconnection
 * @since 1.0.0
 */
public record SubscriptionError(String channel, @Nullable Integer status, String message, @Nullable Throwable cause,
		boolean retrying) {

	/**
	 * Return a description on a single line, whatever texts of a server it contains.
	 */
	@Override
	public String toString() {
		return "SubscriptionError[channel=" + PrintableText.of(this.channel) + ", status=" + this.status + ", message="
				+ PrintableText.of(this.message) + ", cause=" + PrintableText.of(String.valueOf(this.cause))
				+ ", retrying=" + this.retrying + "]";
	}

}
