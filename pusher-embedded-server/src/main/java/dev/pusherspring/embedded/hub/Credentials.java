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

package dev.pusherspring.embedded.hub;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.protocol.Refusal;
import dev.pusherspring.embedded.protocol.Signer;

/**
 * Checks the credentials that a client has obtained from an authorization endpoint,
 * {@code key:signature}.
 */
final class Credentials {

	private final String key;

	private final Signer signer;

	Credentials(String key, Signer signer) {
		this.key = key;
		this.signer = signer;
	}

	/**
	 * Check credentials. The messages of refusals are those of the hosted service.
	 * @param auth the credentials, or {@code null} if the client sent none
	 * @param signed the text that must have been signed
	 * @param purpose the purpose of the credentials, for the error message
	 * @param kind the kind of request, for the error message
	 * @throws Refusal if the credentials are missing or wrong
	 */
	void check(@Nullable String auth, String signed, String purpose, String kind) {
		if (auth == null || auth.isEmpty()) {
			throw Refusal.request("Auth info required " + purpose);
		}
		int colon = auth.indexOf(':');
		String key = (colon < 0) ? auth : auth.substring(0, colon);
		if (colon < 0 || !this.key.equals(key)) {
			throw Refusal.request("Invalid key in " + kind + " auth data: '" + key + "'");
		}
		String signature = auth.substring(colon + 1);
		if (!this.signer.verify(signed, signature)) {
			throw Refusal
				.request("Invalid signature: Expected HMAC SHA256 hex digest of " + signed + ", but got " + signature);
		}
	}

}
