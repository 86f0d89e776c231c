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

package dev.pusherspring.client.internal.link;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.ServerText;

/**
 * The end of a {@link Link}.
 *
 * @param code WebSocket close code; {@value CloseAction#ABNORMAL} if there was no close
 * frame
 * @param reason text sent by the server, or {@code null}
 * @param cause the failure that broke the link, or {@code null}
 * @since 1.0.0
 */
public record LinkEnd(int code, @Nullable String reason, @Nullable Throwable cause) {

	/**
	 * Create the end of a link that failed.
	 * @param cause the failure
	 * @return the end
	 */
	public static LinkEnd failed(Throwable cause) {
		return new LinkEnd(CloseAction.ABNORMAL, null, cause);
	}

	/**
	 * Describe the end for messages.
	 * @return the description
	 */
	public String describe() {
		if (this.cause != null) {
			String message = this.cause.getMessage();
			return (message != null) ? ServerText.of(message) : this.cause.getClass().getSimpleName();
		}
		if (this.reason != null && !this.reason.isEmpty()) {
			return ServerText.of(this.reason) + " (" + this.code + ")";
		}
		return switch (this.code) {
			case CloseAction.NO_CODE -> "the server closed the connection without a code";
			case CloseAction.ABNORMAL -> "the connection broke without a close frame";
			default -> "the server closed the connection with code " + this.code;
		};
	}

}
