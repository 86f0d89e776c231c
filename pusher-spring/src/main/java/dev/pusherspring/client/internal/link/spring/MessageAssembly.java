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

package dev.pusherspring.client.internal.link.spring;

import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a message together. Of a message that is too long no more is kept
 * than may be.
 */
final class MessageAssembly {

	// of a longer message the memory is given back
	private static final int KEPT_CAPACITY = 65_536;

	private final int maxLength;

	private StringBuilder parts = new StringBuilder();

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
		int length = part.length() + this.parts.length();
		if (this.tooLong || length > this.maxLength) {
			clear();
			this.tooLong = true;
			return null;
		}
		if (last && this.parts.isEmpty()) {
			return part.toString();
		}
		// the JDK's buffers would be appended character by character
		this.parts.append(part.toString());
		if (!last) {
			return null;
		}
		String message = this.parts.toString();
		clear();
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
		if (this.parts.capacity() > KEPT_CAPACITY) {
			this.parts = new StringBuilder();
		}
		else {
			this.parts.setLength(0);
		}
	}

}
