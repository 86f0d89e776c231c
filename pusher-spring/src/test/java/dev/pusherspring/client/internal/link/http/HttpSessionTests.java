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

package dev.pusherspring.client.internal.link.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.link.http.HttpTransport.HttpSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpSession}.
 */
class HttpSessionTests {

	@ParameterizedTest
	@CsvSource({ "push.example.com, push.example.com", "push.example.com, PUSH.Example.COM",
			"push.example.com, node1.push.example.com", "sockjs-mt1.pusher.com, ws12.pusher.com",
			"sockjs-eu.pusher.com, a.b.Pusher.com", "10.0.0.1, 10.0.0.1", "localhost, localhost" })
	void sessionGoesOnAtTheHostsOwn(String configured, String named) {
		HttpSession session = session(configured);
		assertThat(session.moveTo(named)).isTrue();
		assertThat(session.send("[]", Instant.EPOCH).uri().getHost()).isEqualTo(named);
	}

	@ParameterizedTest
	@CsvSource({ "push.example.com, evil.example", "push.example.com, node.example.com",
			"push.example.com, example.com", "push.example.com, evilpush.example.com",
			"push.example.com, push.example.com.evil.example", "example.co.uk, evil.co.uk",
			"sockjs-mt1.pusher.com, evilpusher.com", "sockjs-mt1.pusher.com, pusher.com",
			"push.example.com, ws.pusher.com", "pusher.com.evil.example, ws.pusher.com", "10.0.0.1, 10.0.0.2",
			"127.0.0.1, localhost" })
	void strangersAreRefused(String configured, String named) {
		HttpSession session = session(configured);
		assertThat(session.moveTo(named)).isFalse();
		assertThat(session.send("[]", Instant.EPOCH).uri().getHost()).isEqualTo(configured);
	}

	@Test
	void requestsHaveThePathOfTheSessionAndCannotBeAnsweredByCaches() {
		HttpSession session = session("push.example.com");
		Instant now = Instant.ofEpochMilli(1234);
		String receive = session.receive(now).uri().toString();
		assertThat(receive).matches("https://push\\.example\\.com(:443)?/app/key/\\d{1,3}/[0-9a-v]{8}/xhr_streaming\\?"
				+ "protocol=7&client=[^&]+&version=[^&]+&t=1234&n=1");
		String base = receive.substring(0, receive.indexOf("/xhr_streaming"));
		assertThat(session.send("[]", now).uri()).hasToString(base + "/xhr_send?t=1234&n=2");
		assertThat(session.send("[]", now).uri()).hasToString(base + "/xhr_send?t=1234&n=3");
		assertThat(session("push.example.com").receive(now).uri().getPath())
			.isNotEqualTo(session("push.example.com").receive(now).uri().getPath());
	}

	@Test
	void pollsHaveAPathOfTheirOwn() {
		HttpSession session = new HttpSession(new HttpSettings(new ServerAddress("push.example.com", null, "", "key"),
				true, false, Duration.ofSeconds(5), 1000, HttpHeaders::new));
		assertThat(session.receive(Instant.EPOCH).uri().getPath()).endsWith("/xhr");
	}

	@Test
	void configuredHeadersAreSentUnlessTheyBelongToTheClient() {
		HttpHeaders headers = new HttpHeaders();
		headers.add("X-Token", "one");
		headers.add("X-Token", "two");
		headers.add("HOST", "other.example");
		headers.add("content-type", "text/plain");
		HttpSession session = new HttpSession(new HttpSettings(new ServerAddress("push.example.com", null, "", "key"),
				true, true, Duration.ofSeconds(5), 1000, () -> headers));
		assertThat(session.send("[]", Instant.EPOCH).headers().map())
			.isEqualTo(Map.of("X-Token", List.of("one", "two"), "Content-Type", List.of("application/json")));
	}

	private static HttpSession session(String host) {
		return new HttpSession(new HttpSettings(new ServerAddress(host, null, "", "key"), true, true,
				Duration.ofSeconds(5), 1000, HttpHeaders::new));
	}

}
