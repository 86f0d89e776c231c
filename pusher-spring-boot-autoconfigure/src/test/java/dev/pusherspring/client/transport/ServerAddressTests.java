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

package dev.pusherspring.client.transport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerAddress} and {@link WebSocketStrategy}.
 */
class ServerAddressTests {

	private static final String QUERY = "?protocol=7&client=java-spring&version=1.0.0";

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			ws-eu.pusher.com, -,    '',      true,  wss://ws-eu.pusher.com:443/app/key
			ws-eu.pusher.com, -,    '',      false, ws://ws-eu.pusher.com:80/app/key
			localhost,        6001, '',      false, ws://localhost:6001/app/key
			localhost,        6001, '',      true,  wss://localhost:6001/app/key
			localhost,        6001, /pusher, false, ws://localhost:6001/pusher/app/key
			localhost,        6001, pusher/, false, ws://localhost:6001/pusher/app/key
			localhost,        6001, /,       false, ws://localhost:6001/app/key
			::1,              6001, '',      false, ws://[::1]:6001/app/key
			[::1],            6001, '',      false, ws://[::1]:6001/app/key
			""")
	void becomesTheAddressOfAWebSocket(String host, Integer port, String path, boolean tls, String expected) {
		assertThat(new ServerAddress(host, port, path, "key").webSocketUri(tls)).hasToString(expected + QUERY);
	}

}
