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

package dev.pusherspring.client.auth.http;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The values of one request that must not appear in a message. HTTP clients quote URLs
 * and header values in the messages of their exceptions, which are therefore checked
 * before they are passed on.
 */
final class RequestSecrets {

	/**
	 * Minimum length of a secret. Shorter values would be found in any text.
	 */
	private static final int MIN_LENGTH = 4;

	private final Set<String> values = new LinkedHashSet<>();

	void add(@Nullable String value) {
		if (value == null) {
			return;
		}
		addIfLong(value);
		// 'Bearer xyz': the token alone is the secret
		addIfLong(value.substring(value.lastIndexOf(' ') + 1));
	}

	private void addIfLong(String value) {
		if (value.length() >= MIN_LENGTH) {
			this.values.add(value);
		}
	}

	boolean isQuotedBy(@Nullable String text) {
		return text != null && this.values.stream().anyMatch(text::contains);
	}

	boolean isQuotedBy(Throwable failure) {
		return isQuotedBy(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	private boolean isQuotedBy(@Nullable Throwable failure, Set<Throwable> seen) {
		if (failure == null || !seen.add(failure)) {
			return false;
		}
		if (isQuotedBy(failure.toString()) || isQuotedBy(failure.getCause(), seen)) {
			return true;
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			if (isQuotedBy(suppressed, seen)) {
				return true;
			}
		}
		return false;
	}

}
