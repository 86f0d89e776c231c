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

package dev.pusherspring.embedded;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Base class for tests with a server and one client of it.
 */
abstract class AbstractClientTests {

	final EmbeddedPusherServer server;

	ScriptedClient client;

	AbstractClientTests() {
		this(EmbeddedPusherServer.builder().build());
	}

	AbstractClientTests(EmbeddedPusherServer server) {
		this.server = server;
	}

	@BeforeEach
	void startAndConnect() {
		this.server.start();
		this.client = ScriptedClient.connect(this.server);
	}

	@AfterEach
	void closeAndStop() {
		this.client.close();
		this.server.stop();
	}

}
