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

package dev.pusherspring.sample;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.util.DigestUtils;

/**
 * Signs calls of the REST API with the app's secret.
 */
class RequestSigner {

	private static final String ALGORITHM = "HmacSHA256";

	private final String key;

	private final String secret;

	RequestSigner(String key, String secret) {
		this.key = key;
		this.secret = secret;
	}

	/**
	 * Return the query that proves who calls and what.
	 * @param path path of the request
	 * @param body body of the request
	 * @param time time of the request
	 * @return the query, with its parameters in the order in which they are signed
	 */
	String sign(String path, byte[] body, Instant time) {
		String query = "auth_key=%s&auth_timestamp=%d&auth_version=1.0&body_md5=%s".formatted(this.key,
				time.getEpochSecond(), DigestUtils.md5DigestAsHex(body));
		return query + "&auth_signature=" + hmac("POST\n" + path + "\n" + query);
	}

	private String hmac(String text) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(this.secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The JDK cannot compute " + ALGORITHM, ex);
		}
	}

}
