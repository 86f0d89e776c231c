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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JsonpScript}.
 */
class JsonpScriptTests {

	@ParameterizedTest
	@ValueSource(strings = { "cb({\"a\":1});", "cb({\"a\":1})", " cb ( {\"a\":1} ) ; \n", "/**/cb({\"a\":1});",
			"/**/ typeof cb === 'function' && cb({\"a\":1});", "typeof cb == \"function\" && cb({\"a\":1})",
			"\uFEFFcb({\"a\":1});" })
	void returnsArgumentOfTheCall(String script) {
		assertThat(JsonpScript.unwrap(script, "cb").strip()).isEqualTo("{\"a\":1}");
	}

	@Test
	void parenthesesInTheArgumentAreKept() {
		assertThat(JsonpScript.unwrap("cb({\"a\":\");\"});", "cb")).isEqualTo("{\"a\":\");\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "cb", "cb(", "cb)", "xcb({})", "cb2({})", "cb.x({})", "window.cb({})", "cb({});;",
			"cb({});x", "/* cb */cb({})", "typeof other === 'function' && cb({});",
			"typeof cb === 'function' && other({});", "return cb({});" })
	void refusesAnythingElseWithoutQuotingIt(String script) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonpScript.unwrap(script, "cb"))
			.withMessageMatching("no (complete )?call of the function 'cb'");
	}

	@Test
	void aCallWithoutAnArgumentHasAnEmptyOne() {
		assertThat(JsonpScript.unwrap("cb();", "cb")).isEmpty();
	}

	// takes minutes if each blank is considered more than once
	@ParameterizedTest
	@ValueSource(strings = { "%1$scb({})%1$s;%1$s", "%1$s/**/%1$scb%1$s({})", "%1$scb({})%1$sx", "%1$s/**/%1$sx",
			"%1$stypeof%1$scb%1$s==%1$s'function'%1$s&&%1$sx" })
	@Timeout(30)
	void anyNumberOfBlanksIsReadInOnePass(String script) {
		String blanks = " \t\r\n".repeat(16 * 1024);
		String padded = script.formatted(blanks);
		if (padded.endsWith("x")) {
			assertThatIllegalArgumentException().isThrownBy(() -> JsonpScript.unwrap(padded, "cb"));
		}
		else {
			assertThat(JsonpScript.unwrap(padded, "cb")).isEqualTo("{}");
		}
	}

	@Test
	void callbackIsNoPattern() {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonpScript.unwrap("axb({})", "a.b"));
		assertThat(JsonpScript.unwrap("a.b({})", "a.b")).isEqualTo("{}");
	}

}
