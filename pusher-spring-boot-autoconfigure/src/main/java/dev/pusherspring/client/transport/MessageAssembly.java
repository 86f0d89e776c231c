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

package dev.pusherspring.client.transport;

import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a message together. Of a message that is too long no more is kept
 * than may be.
 */
final class MessageAssembly {

	private final int maxLength;

	private @Nullable StringBuilder parts;

	private boolean tooLong;

	MessageAssembly(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Take a part.
	 * @param part the part
	 * @param last whether it is the last one
	 * @return the message, or {@code null} if it goes on or was too long
	 */
	@Nullable String add(CharSequence part, boolean last) {
		int length = part.length() + ((this.parts != null) ? this.parts.length() : 0);
		if (this.tooLong || length > this.maxLength) {
			this.parts = null;
			this.tooLong = true;
			return null;
		}
		if (last && this.parts == null) {
			return part.toString();
		}
		if (this.parts == null) {
			this.parts = new StringBuilder(Math.max(1024, part.length() * 2));
		}
		this.parts.append(part);
		if (!last) {
			return null;
		}
		String message = this.parts.toString();
		this.parts = null;
		return message;
	}

	/**
	 * Return whether the message whose last part was taken was too long, and be ready for
	 * the next one.
	 * @return whether it was
	 */
	boolean endTooLong() {
		boolean tooLong = this.tooLong;
		this.tooLong = false;
		return tooLong;
	}

	/**
	 * Forget what has been kept.
	 */
	void clear() {
		this.parts = null;
	}

}
