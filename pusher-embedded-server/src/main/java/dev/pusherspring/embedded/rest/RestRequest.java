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

package dev.pusherspring.embedded.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A call of the REST API.
 *
 * @param method the HTTP method
 * @param rawPath the path as received in the request line
 * @param path the path, decoded
 * @param query the parameters, decoded
 * @param body the body, empty if there was none
 * @since 1.0.0
 */
public record RestRequest(String method, String rawPath, String path, Map<String, List<String>> query, byte[] body) {

	@Nullable String parameter(String name) {
		List<String> values = this.query.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

}
