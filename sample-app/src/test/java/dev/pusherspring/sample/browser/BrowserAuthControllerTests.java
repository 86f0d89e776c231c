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

package dev.pusherspring.sample.browser;

import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.PresenceUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BrowserAuthController} and {@link SettingsController} where there is
 * no embedded server. Pusher's own library says what is right.
 */
@SpringBootTest(properties = "pusher.auto-startup=false")
@ActiveProfiles("soketi")
@AutoConfigureMockMvc
class BrowserAuthControllerTests {

	private static final String SOCKET_ID = "12.34";

	private final MockHttpSession session = new MockHttpSession();

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Pusher official;

	@Test
	void privateChannelIsSigned() {
		assertThat(authorize("private-orders")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo(this.official.authenticate(SOCKET_ID, "private-orders"));
	}

	@Test
	void encryptedChannelIsSignedAndGetsItsKey() {
		String expected = this.official.authenticate(SOCKET_ID, "private-encrypted-payments");
		String secret = JsonPath.read(expected, "$.shared_secret");
		assertThat(authorize("private-encrypted-payments")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.auth",
					(auth) -> auth.assertThat().isEqualTo(JsonPath.<String>read(expected, "$.auth")))
			// the library leaves the padding out
			.hasPathSatisfying("$.shared_secret", (own) -> own.assertThat().isEqualTo(secret + "="));
	}

	@Test
	void userOfAPresenceChannelIsThatOfTheSession() {
		Visitor visitor = Visitor.of(this.session);
		String expected = this.official.authenticate(SOCKET_ID, "presence-desk",
				new PresenceUser(visitor.id(), Map.of("name", visitor.name())));
		assertThat(authorize("presence-desk")).hasStatusOk().bodyJson().isStrictlyEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "private-salaries", "presence-board", "private-encrypted-keys", "orders:x", "" })
	void otherChannelsAreNotSigned(String channel) {
		assertThat(authorize(channel)).hasStatus(HttpStatus.FORBIDDEN).bodyText().doesNotContain("\"auth\"");
	}

	@Test
	void somethingThatIsNoSocketIdIsRefused() {
		assertThat(this.mvc.post()
			.uri(BrowserAuthController.CHANNEL_PATH)
			.param("socket_id", "1:2")
			.param("channel_name", "private-orders")).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void pageIsSentHereAndOffersNoFaults() {
		assertThat(this.mvc.get().uri("/api/settings")).hasStatusOk()
			.bodyJson()
			.convertTo(Map.class)
			.satisfies((settings) -> {
				assertThat(settings.get("port")).isEqualTo(6001);
				assertThat(settings.get("channelAuth")).isEqualTo("/pusher/auth");
				assertThat(settings.get("faults")).isEqualTo(false);
				assertThat(settings.toString()).doesNotContain("app-secret");
			});
		assertThat(this.mvc.post().uri("/api/faults/drop")).hasStatus(HttpStatus.NOT_FOUND);
	}

	private MvcTestResult authorize(String channel) {
		return this.mvc.post()
			.uri(BrowserAuthController.CHANNEL_PATH)
			.session(this.session)
			.param("socket_id", SOCKET_ID)
			.param("channel_name", channel)
			.exchange();
	}

}
