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

package dev.pusherspring.client.auth;

import org.jspecify.annotations.Nullable;

/**
 * Masks values that must not be visible in a string form. The absence of a value stays
 * visible, since it helps to find mistakes in the settings.
 */
final class Masked {

	private static final String MASK = "******";

	private Masked() {
	}

	static String of(@Nullable Object value) {
		return (value != null) ? MASK : "null";
	}

	// mask only the signature and not the key before it
	static String in(String text, String auth, @Nullable String... values) {
		String masked = text;
		for (String value : values) {
			masked = (value != null) ? masked.replace(value, MASK) : masked;
		}
		String signature = auth.substring(auth.indexOf(':') + 1);
		return signature.isEmpty() ? masked : masked.replace(signature, MASK);
	}

}
