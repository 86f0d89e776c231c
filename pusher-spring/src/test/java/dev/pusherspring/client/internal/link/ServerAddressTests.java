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

package dev.pusherspring.client.internal.link;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerAddress}.
 */
class ServerAddressTests {

	@ParameterizedTest
	@CsvSource({ "ws-eu.pusher.com,true,wss://ws-eu.pusher.com:443/app/key?",
			"ws-eu.pusher.com,false,ws://ws-eu.pusher.com:80/app/key?", "127.0.0.1,false,ws://127.0.0.1:80/app/key?",
			"::1,false,ws://[::1]:80/app/key?", "[fe80::1],true,wss://[fe80::1]:443/app/key?" })
	void portFollowsTheSchemeAndIpv6GetsBrackets(String host, boolean tls, String start) {
		ServerAddress address = new ServerAddress(host, null, "", "key");
		assertThat(address.webSocketUri(tls).toString()).startsWith(start + "protocol=7&client=");
		assertThat(address.httpUri(tls).toString())
			.isEqualTo(start.replace("wss:", "https:").replace("ws:", "http:").replace("?", ""));
	}

	@Test
	void portAndPathOfOnesOwnAreUsed() {
		ServerAddress address = new ServerAddress("host", 6001, "behind/", "key");
		assertThat(address.webSocketUri(true).toString()).startsWith("wss://host:6001/behind/app/key?");
		assertThat(address.httpUri(false)).hasToString("http://host:6001/behind/app/key");
	}

	@Test
	void anotherHostKeepsPortAndPath() {
		assertThat(new ServerAddress("host", 8080, "/pusher", "key").withHost("::1").httpUri(false))
			.hasToString("http://[::1]:8080/pusher/app/key");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			1.0.0,          1.0.0
			1.1.0-SNAPSHOT, 1.1.0
			4,              4
			two & a half,   0.0.0
			-,              0.0.0
			""")
	void versionOfTheJarIsSentAsServersAcceptIt(String version, String expected) {
		assertThat(ServerAddress.version(version)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			localhost, 6001, /pusher, ws://localhost:6001/pusher/app/key
			localhost, 6001, pusher/, ws://localhost:6001/pusher/app/key
			localhost, 6001, /,       ws://localhost:6001/app/key
			localhost, -,    '',      ws://localhost:80/app/key
			""")
	void pathsAreTakenWithOrWithoutSlashes(String host, Integer port, String path, String expected) {
		assertThat(new ServerAddress(host, port, path, "key").webSocketUri(false).toString())
			.startsWith(expected + "?");
	}

}
