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

package dev.pusherspring.smoke.endpoints;

import java.net.http.HttpResponse;

import com.pusher.rest.Pusher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for authorizations that are scripts.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractScriptTests {

	private static final String SCRIPT = "/pusher/auth?callback=Pusher.auth_callbacks%5B'1'%5D&socket_id=12.34"
			+ "&channel_name=private-diary-of-ann";

	private final WebApplicationType type;

	private RunningApplication application;

	AbstractScriptTests(WebApplicationType type) {
		this.type = type;
	}

	@BeforeAll
	void start() {
		this.application = RunningApplication.start(this.type, "pusher.web.auth.jsonp=true");
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@Test
	void scriptCallsTheFunction() {
		HttpResponse<String> response = this.application.visitor("ann").get(SCRIPT);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/javascript");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(response.body()).isEqualTo("/**/Pusher.auth_callbacks['1'](%s);"
			.formatted(new Pusher("1", "app-key", "app-secret").authenticate("12.34", "private-diary-of-ann")));
	}

	@Test
	void scriptIsForWhoMayHaveIt() {
		assertThat(this.application.visitor("bob").get(SCRIPT).statusCode()).isEqualTo(403);
	}

	@Test
	void functionMustBeOne() {
		Visitor ann = this.application.visitor("ann");
		assertThat(ann.get(SCRIPT.replace("Pusher.", "alert();")).statusCode()).isEqualTo(400);
		assertThat(ann.get(SCRIPT + "&callback=other").statusCode()).isEqualTo(400);
		assertThat(ann.get(SCRIPT.replaceFirst("callback=[^&]+&", "")).statusCode()).isEqualTo(400);
	}

}
