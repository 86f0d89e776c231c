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

package dev.pusherspring.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.PresenceUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AuthorizationSigner} and {@link UserJson}. The official server library
 * says what is right.
 */
class AuthorizationSignerTests {

	private static final String KEY = "278d425bdf160c739803";

	private static final String SECRET = "7ad3773142a6692b25b8";

	private final AuthorizationSigner signer = new AuthorizationSigner(KEY, SECRET);

	private final UserJson userJson = new UserJson(JsonMapper.shared());

	private final Pusher official = new Pusher("1", KEY, SECRET);

	@Test
	void channelIsSignedAsTheOfficialLibraryDoes() {
		assertThat(this.official.authenticate("12.34", "private-orders"))
			.isEqualTo("{\"auth\":\"" + this.signer.signChannel("12.34", "private-orders", null) + "\"}");
	}

	@Test
	void memberIsSignedAsTheOfficialLibraryDoes() {
		String channelData = this.userJson.channelData("ann", Map.of("name", "Ann \"A\" Ä"));
		String official = this.official.authenticate("12.34", "presence-desk",
				new PresenceUser("ann", Map.of("name", "Ann \"A\" Ä")));
		assertThat(JsonMapper.shared().readTree(official).path("channel_data").asString()).isEqualTo(channelData);
		assertThat(JsonMapper.shared().readTree(official).path("auth").asString())
			.isEqualTo(this.signer.signChannel("12.34", "presence-desk", channelData));
	}

	@Test
	void userIsSignedAsPusherDocuments() {
		assertThat(this.signer.signUser("1234.1234", "{\"id\":\"12345\"}"))
			.isEqualTo(KEY + ":4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
	}

	@Test
	void userHasInfoAndWatchlist() {
		assertThat(this.userJson.userData("ann", Map.of("name", "Ann"), List.of("bob", "cid")))
			.isEqualTo("{\"id\":\"ann\",\"user_info\":{\"name\":\"Ann\"},\"watchlist\":[\"bob\",\"cid\"]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1.", ".1", "1:2", "1.2:presence-x", "1.2::user::{}", "1.2\n", "\n1.2", "1.2 ",
			"a.b", "-1.2", "1.2.3", "\u0661.\u0662" })
	void socketIdThatIsNoneIsNeverSigned(String socketId) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.signer.signChannel(socketId, "private-orders", null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.signer.signUser(socketId, "{}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":user:", "private-x:{}", ":" })
	void channelThatCouldBeTakenForSomethingElseIsNeverSigned(String channel) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.signer.signChannel("1.2", channel, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void keyMustHaveText(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AuthorizationSigner(key, SECRET))
			.withMessage("'key' must not be empty");
	}

	@Test
	void memberWithoutInfoHasOnlyAnId() {
		assertThat(this.userJson.channelData("ann", null)).isEqualTo("{\"user_id\":\"ann\"}");
	}

	@Test
	void userWithoutInfoAndWatchlistHasOnlyAnId() {
		assertThat(this.userJson.userData("ann", null, List.of())).isEqualTo("{\"id\":\"ann\"}");
	}

	@Test
	void mapperOfTheApplicationWritesTheInfoButNotTheProtocol() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.enable(SerializationFeature.WRAP_ROOT_VALUE, SerializationFeature.INDENT_OUTPUT)
			.build();
		assertThat(new UserJson(mapper).channelData("ann", new Info("Ann")))
			.isEqualTo("{\"user_id\":\"ann\",\"user_info\":{\"Name\":\"Ann\"}}");
	}

	@Test
	void infoThatCannotBeWrittenNamesTheUser() {
		List<Object> info = new ArrayList<>();
		info.add(info);
		assertThatIllegalArgumentException().isThrownBy(() -> this.userJson.channelData("ann", info))
			.withMessage("The info of user 'ann' cannot be written as JSON");
	}

	@Test
	void secretIsNotShown() {
		assertThat(this.signer).asString().contains(KEY).doesNotContain(SECRET);
	}

	/**
	 * Info about a user, as an application declares it.
	 */
	record Info(String name) {

	}

}
