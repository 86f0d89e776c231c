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

package dev.pusherspring.publish.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import dev.pusherspring.signature.Signer;

/**
 * Signs requests to the HTTP API: method, path, parameters, and the MD5 hash of the body.
 *
 * @since 1.0.0
 */
public final class RequestSigner {

	private final String key;

	private final Signer signer;

	/**
	 * Create a new {@link RequestSigner} instance.
	 * @param key key of the app
	 * @param signer signs with the secret of the app
	 */
	public RequestSigner(String key, Signer signer) {
		this.key = key;
		this.signer = signer;
	}

	/**
	 * Return the query of a signed request.
	 * @param method the HTTP method
	 * @param path the path of the request
	 * @param parameters parameters of the call, with names in lower case
	 * @param body the bytes of the body, empty if there is none
	 * @param timestamp the Unix timestamp in seconds
	 * @return the query, without the question mark
	 */
	public String query(String method, String path, Map<String, String> parameters, byte[] body, long timestamp) {
		Map<String, String> all = new TreeMap<>(parameters);
		all.put("auth_key", this.key);
		all.put("auth_timestamp", Long.toString(timestamp));
		all.put("auth_version", "1.0");
		if (body.length > 0) {
			all.put("body_md5", md5(body));
		}
		StringBuilder signed = new StringBuilder(256).append(method).append('\n').append(path).append('\n');
		StringBuilder query = new StringBuilder(256);
		String separator = "";
		for (Map.Entry<String, String> parameter : all.entrySet()) {
			signed.append(separator).append(parameter.getKey()).append('=').append(parameter.getValue());
			query.append(separator).append(parameter.getKey()).append('=').append(encode(parameter.getValue()));
			separator = "&";
		}
		return query.append("&auth_signature=").append(this.signer.sign(signed.toString())).toString();
	}

	// most values need no encoding
	private static String encode(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (!isUnreserved(value.charAt(i))) {
				return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
			}
		}
		return value;
	}

	private static boolean isUnreserved(char c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.'
				|| c == '_';
	}

	private static String md5(byte[] body) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform must provide MD5", ex);
		}
	}

}
