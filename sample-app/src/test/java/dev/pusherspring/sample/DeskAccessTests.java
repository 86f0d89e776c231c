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

package dev.pusherspring.sample;

import java.util.Map;

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

import dev.pusherspring.signature.AuthorizationSigner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeskAccess}, and for what the page is told where there is no embedded
 * server.
 */
@SpringBootTest(properties = "pusher.auto-startup=false")
@ActiveProfiles("soketi")
@AutoConfigureMockMvc
class DeskAccessTests {

	private static final String SOCKET_ID = "12.34";

	private final MockHttpSession session = new MockHttpSession();

	@Autowired
	private MockMvcTester mvc;

	private final AuthorizationSigner signer = new AuthorizationSigner("app-key", "app-secret");

	@Test
	void privateChannelIsSigned() {
		assertThat(authorize("private-orders")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("{\"auth\":\"" + this.signer.signChannel(SOCKET_ID, "private-orders", null) + "\"}");
	}

	@Test
	void encryptedChannelIsSignedAndGetsItsKey() {
		assertThat(authorize("private-encrypted-payments")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.auth",
					(auth) -> auth.assertThat()
						.isEqualTo(this.signer.signChannel(SOCKET_ID, "private-encrypted-payments", null)))
			.hasPathSatisfying("$.shared_secret", (secret) -> secret.assertThat().asString().hasSize(44));
	}

	@Test
	void userOfAPresenceChannelIsThatOfTheSession() {
		String channelData = "{\"user_id\":\"%s\",\"user_info\":{\"name\":\"Browser\"}}"
			.formatted(Visitor.of(this.session).id());
		assertThat(authorize("presence-desk")).hasStatusOk()
			.bodyJson()
			.hasPathSatisfying("$.channel_data", (data) -> data.assertThat().isEqualTo(channelData))
			.hasPathSatisfying("$.auth", (auth) -> auth.assertThat()
				.isEqualTo(this.signer.signChannel(SOCKET_ID, "presence-desk", channelData)));
	}

	@Test
	void userOfTheSessionSignsIn() {
		assertThat(this.mvc.post().uri("/pusher/user-auth").session(this.session).param("socket_id", SOCKET_ID))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("$.user_data")
			.asString()
			.contains(Visitor.of(this.session).id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "private-salaries", "presence-board", "private-encrypted-keys", "notes" })
	void otherChannelsAreNotSigned(String channel) {
		assertThat(authorize(channel)).hasStatus(HttpStatus.FORBIDDEN).bodyText().doesNotContain("\"auth\"");
	}

	@Test
	void somethingThatIsNoSocketIdIsRefused() {
		assertThat(
				this.mvc.post().uri("/pusher/auth").param("socket_id", "1:2").param("channel_name", "private-orders"))
			.hasStatus(HttpStatus.BAD_REQUEST);
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
			.uri("/pusher/auth")
			.session(this.session)
			.param("socket_id", SOCKET_ID)
			.param("channel_name", channel)
			.exchange();
	}

}
