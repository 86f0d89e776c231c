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

package dev.pusherspring.autoconfigure.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.PusherApp;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.signature.AuthorizationSigner;
import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.Signer;

/**
 * The secrets of an app, as used by endpoints.
 */
class AppSecrets {

	private final PusherApp app;

	AppSecrets(PusherApp app) {
		this.app = app;
	}

	/**
	 * Return the signer of the app.
	 * @param reason the reason why it is needed, as the start of a sentence
	 * @return the signer
	 * @throws PusherConfigurationException if the app has no secret
	 */
	AuthorizationSigner signer(String reason) {
		String key = this.app.details().getKey();
		String secret = this.app.details().getSecret();
		if (!StringUtils.hasText(key) || !StringUtils.hasText(secret)) {
			throw missing(reason);
		}
		try {
			return new AuthorizationSigner(key, secret);
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("secret", ex);
		}
	}

	@Nullable EncryptionMasterKey masterKey() {
		String masterKey = this.app.properties().getEncryptionMasterKey();
		try {
			return StringUtils.hasText(masterKey) ? EncryptionMasterKey.fromBase64(masterKey) : null;
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("encryption-master-key", ex);
		}
	}

	/**
	 * Return the signers that verify signatures of the app, by key.
	 * @return the signers, empty if the app has no secret
	 */
	Map<String, List<Signer>> verifiers() {
		Map<String, List<Signer>> verifiers = new LinkedHashMap<>();
		add(verifiers, "secret", this.app.details().getKey(), this.app.details().getSecret());
		String previousKey = this.app.properties().getPreviousKey();
		String previousSecret = this.app.properties().getPreviousSecret();
		if (StringUtils.hasText(previousKey) != StringUtils.hasText(previousSecret)) {
			throw new PusherConfigurationException("Only one of '%s' and '%s' is set."
				.formatted(this.app.property("previous-key"), this.app.property("previous-secret")),
					"Set both of them, or none.");
		}
		add(verifiers, "previous-secret", previousKey, previousSecret);
		return verifiers;
	}

	private void add(Map<String, List<Signer>> verifiers, String property, @Nullable String key,
			@Nullable String secret) {
		if (StringUtils.hasText(key) && StringUtils.hasText(secret)) {
			try {
				verifiers.computeIfAbsent(key, (added) -> new ArrayList<>()).add(new Signer(secret));
			}
			catch (IllegalArgumentException ex) {
				throw this.app.invalid(property, ex);
			}
		}
	}

	private PusherConfigurationException missing(String reason) {
		return new PusherConfigurationException(
				"%s for app '%s', but the app has no secret to sign with.".formatted(reason, this.app.name()),
				("Set '%s' and '%s'. If the bean is meant for another app, annotate it with @Qualifier and the name "
						+ "of that app.")
					.formatted(this.app.property("key"), this.app.property("secret")));
	}

}
