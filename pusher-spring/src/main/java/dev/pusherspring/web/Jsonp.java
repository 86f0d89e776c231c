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

package dev.pusherspring.web;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * JSONP answers. A browser loads a script with the user's cookies for any site, so that
 * any site can obtain authorizations this way.
 *
 * @since 1.0.0
 */
public final class Jsonp {

	/**
	 * Name of the parameter with the name of the function to call.
	 */
	public static final String CALLBACK = "callback";

	private static final MediaType SCRIPT = MediaType.parseMediaType("application/javascript;charset=UTF-8");

	// the format of pusher-js: Pusher.auth_callbacks['1']
	private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*(\\['\\w+'])?");

	private static final int MAX_LENGTH = 100;

	private Jsonp() {
	}

	/**
	 * Convert an answer to a script that calls a function with it.
	 * @param answer the answer
	 * @param callbacks the values of the parameter with the name of the function
	 * @return the script, or the answer itself if it is not successful
	 * @throws InvalidRequestException if the name of the function is not valid
	 */
	public static WebAnswer wrap(WebAnswer answer, @Nullable List<String> callbacks) {
		String callback = (callbacks != null && callbacks.size() == 1) ? callbacks.get(0) : "";
		if (callback.length() > MAX_LENGTH || !FUNCTION.matcher(callback).matches()) {
			throw new InvalidRequestException(HttpStatus.BAD_REQUEST,
					"'" + CALLBACK + "' must be the name of a function");
		}
		if (!answer.status().is2xxSuccessful()) {
			return answer;
		}
		// the comment ensures that callers do not control the start of the script; line
		// terminators of scripts that JSON allows are escaped
		String json = answer.body().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
		return new WebAnswer(answer.status(), SCRIPT, "/**/" + callback + "(" + json + ");");
	}

}
