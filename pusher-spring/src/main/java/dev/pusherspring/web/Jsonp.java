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
 * Answers that are scripts. A browser runs a script of any site with the user's cookies,
 * so that each site can get authorizations this way.
 *
 * @since 1.0.0
 */
public final class Jsonp {

	/**
	 * The parameter that names the function to call.
	 */
	public static final String CALLBACK = "callback";

	private static final MediaType SCRIPT = MediaType.parseMediaType("application/javascript;charset=UTF-8");

	// a name as pusher-js has it: Pusher.auth_callbacks['1']
	private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*(\\['\\w+'])?");

	private static final int MAX_LENGTH = 100;

	private Jsonp() {
	}

	/**
	 * Turn an answer into a call of a function with it.
	 * @param answer the answer
	 * @param callbacks the values of the parameter that names the function
	 * @return the script; the answer itself if it is not a success
	 * @throws InvalidRequestException if the function's name is none
	 */
	public static WebAnswer wrap(WebAnswer answer, @Nullable List<String> callbacks) {
		String callback = (callbacks != null && callbacks.size() == 1) ? callbacks.get(0) : "";
		if (callback.length() > MAX_LENGTH || !FUNCTION.matcher(callback).matches()) {
			throw new InvalidRequestException(HttpStatus.BAD_REQUEST, "'" + CALLBACK + "' must name a function");
		}
		if (!answer.status().is2xxSuccessful()) {
			return answer;
		}
		// the comment keeps the start of the script out of the caller's hand; JSON
		// escapes
		// what ends a line in scripts only
		String json = answer.body().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
		return new WebAnswer(answer.status(), SCRIPT, "/**/" + callback + "(" + json + ");");
	}

}
