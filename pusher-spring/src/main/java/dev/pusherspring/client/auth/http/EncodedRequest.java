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

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * An encoded request, ready to be sent.
 *
 * @param method the method
 * @param uri the URL with its query
 * @param headers the headers
 * @param body the form, or {@code null} if the parameters are in the query
 * @param callback the function that the answer must call, or {@code null} if the answer
 * is plain JSON
 * @param secrets the values that must not appear in messages
 */
record EncodedRequest(HttpMethod method, URI uri, HttpHeaders headers, byte @Nullable [] body,
		@Nullable String callback, RequestSecrets secrets) {

	@Override
	public String toString() {
		return this.method + " " + HttpAddress.of(this.uri);
	}

}
