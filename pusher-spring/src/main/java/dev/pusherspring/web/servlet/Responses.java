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

package dev.pusherspring.web.servlet;

import java.nio.charset.StandardCharsets;

import org.springframework.http.CacheControl;
import org.springframework.web.servlet.function.ServerResponse;

import dev.pusherspring.web.WebAnswer;

/**
 * Converts answers to responses of Spring MVC.
 */
final class Responses {

	private Responses() {
	}

	static ServerResponse of(WebAnswer answer) {
		return ServerResponse.status(answer.status())
			.contentType(answer.contentType())
			.cacheControl(CacheControl.noStore())
			.header("X-Content-Type-Options", "nosniff")
			// bytes, so that message converters of the application do not change the body
			.body(answer.body().getBytes(StandardCharsets.UTF_8));
	}

}
