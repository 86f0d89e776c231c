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

package dev.pusherspring.client.auth;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
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

import dev.pusherspring.signature.Signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SigningAuthorizer}.
 */
class SigningAuthorizerTests {

	private static final String KEY = "278d425bdf160c739803";

	private static final String SECRET = "7ad3773142a6692b25b8";

	private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private static final String SOCKET_ID = "1234.1234";

	@Test
	void signsPrivateChannel() {
		assertThat(builder().build().authorize("private-foobar", SOCKET_ID)).isEqualTo(
				new ChannelAuthorization(KEY + ":58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4"));
	}

	@Test
	void signsPresenceChannelWithItsUser() {
		SigningAuthorizer authorizer = builder()
			.users((socketId, channel) -> new LocalUser(socketId + "@" + channel, Map.of("name", "Zoë")))
			.build();
		ChannelAuthorization authorization = authorizer.authorize("presence-foobar", SOCKET_ID);
		String channelData = "{\"user_id\":\"1234.1234@presence-foobar\",\"user_info\":{\"name\":\"Zoë\"}}";
		assertThat(authorization.channelData()).isEqualTo(channelData);
		assertThat(authorization.auth())
			.isEqualTo(KEY + ":" + new Signer(SECRET).sign("1234.1234:presence-foobar:" + channelData));
		assertThat(authorization.sharedSecret()).isNull();
	}

	@Test
	void agreesWithOfficialServerLibrary() {
		Map<String, Object> info = new LinkedHashMap<>(Map.of("name", "Mr. Channels"));
		Pusher pusher = new Pusher("1", KEY, SECRET);
		SigningAuthorizer authorizer = builder().users((socketId, channel) -> new LocalUser("10", info)).build();
		assertThat(pusher.authenticate(SOCKET_ID, "private-foobar"))
			.contains(authorizer.authorize("private-foobar", SOCKET_ID).auth());
		assertThat(pusher.authenticate(SOCKET_ID, "presence-foobar", new PresenceUser("10", info)))
			.contains(authorizer.authorize("presence-foobar", SOCKET_ID).auth());
	}

	@Test
	void presenceChannelWithoutUserIsLeftToTheSignedInUser() {
		ChannelAuthorization withoutProvider = builder().build().authorize("presence-foobar", SOCKET_ID);
		assertThat(withoutProvider).isEqualTo(
				new ChannelAuthorization(KEY + ":" + new Signer(SECRET).sign("1234.1234:presence-foobar"), null));
		assertThat(builder().users((socketId, channel) -> null).build().authorize("presence-foobar", SOCKET_ID))
			.isEqualTo(withoutProvider);
	}

	@ParameterizedTest
	@ValueSource(strings = { "private-encrypted-foobar", "private-encrypted-cache-foobar" })
	void signsEncryptedChannelAndDerivesItsKey(String channel) {
		ChannelAuthorization authorization = builder().encryptionMasterKey(MASTER_KEY)
			.build()
			.authorize(channel, SOCKET_ID);
		assertThat(authorization.auth()).isEqualTo(KEY + ":" + new Signer(SECRET).sign("1234.1234:" + channel));
		assertThat(authorization.channelData()).isNull();
		assertThat(Base64.getDecoder().decode(authorization.sharedSecret())).hasSize(32);
	}

	@Test
	void encryptedChannelMatchesTheVector() {
		assertThat(builder().encryptionMasterKey(MASTER_KEY).build().authorize("private-encrypted-foobar", SOCKET_ID))
			.isEqualTo(
					new ChannelAuthorization(KEY + ":e6a18892d037c5d5e76a2265df4f086ffc38631605530dfd214aa5bff495f533",
							null, "g3Au6SZ+UCU+IMfFsFva0rq+Gi4tzSHR6WCcWZbS9sY="));
	}

	@Test
	void encryptedChannelNeedsMasterKey() {
		AuthorizationException failure = catchThrowableOfType(AuthorizationException.class,
				() -> builder().build().authorize("private-encrypted-foobar", SOCKET_ID));
		assertThat(failure).hasMessageContaining("'private-encrypted-foobar'")
			.hasMessageContaining("needs the encryption master key");
		assertThat(failure.isRetryable()).isFalse();
		assertThat(failure.getStatus()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "planted!", "cGxhbnRlZA==" })
	void refusesUnusableMasterKeyWithoutQuotingIt(String masterKey) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().encryptionMasterKey(masterKey))
			.withMessageStartingWith("The encryption master key must")
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("planted").doesNotContain("cGxh"));
	}

	@Test
	void authenticatesUser() {
		SigningAuthorizer authorizer = builder().users((socketId, channel) -> new LocalUser("12345", channel)).build();
		assertThat(authorizer.authenticate(SOCKET_ID)).isEqualTo(new UserAuthentication(
				KEY + ":4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba", "{\"id\":\"12345\"}"));
	}

	@Test
	void authenticatesUserWithInfoAndWatchlist() {
		SigningAuthorizer authorizer = builder()
			.users((socketId, channel) -> new LocalUser("1", new Info("Zoë"), List.of("2", "3")))
			.build();
		UserAuthentication authentication = authorizer.authenticate(SOCKET_ID);
		assertThat(authentication.userData())
			.isEqualTo("{\"id\":\"1\",\"user_info\":{\"name\":\"Zoë\"},\"watchlist\":[\"2\",\"3\"]}");
		assertThat(authentication.auth())
			.isEqualTo(KEY + ":" + new Signer(SECRET).sign("1234.1234::user::" + authentication.userData()));
	}

	@Test
	void settingsOfTheApplicationsMapperConcernTheInfoOnly() {
		JsonMapper mapper = JsonMapper.builder()
			.enable(SerializationFeature.WRAP_ROOT_VALUE, SerializationFeature.INDENT_OUTPUT)
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.build();
		SigningAuthorizer authorizer = builder().jsonMapper(mapper)
			.users((socketId, channel) -> new LocalUser("1", new Info("Zoë"), List.of("2")))
			.build();
		assertThat(authorizer.authorize("presence-foobar", SOCKET_ID).channelData())
			.isEqualTo("{\"user_id\":\"1\",\"user_info\":{\"Name\":\"Zoë\"}}");
		assertThat(authorizer.authenticate(SOCKET_ID).userData())
			.isEqualTo("{\"id\":\"1\",\"user_info\":{\"Name\":\"Zoë\"},\"watchlist\":[\"2\"]}");
	}

	@Test
	void userAuthenticationNeedsUser() {
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> builder().build().authenticate("1.2"))
			.withMessageContaining("LocalUserProvider");
	}

	@Test
	void failureOfUserProviderIsRetryable() {
		IllegalStateException cause = new IllegalStateException("store is down");
		SigningAuthorizer authorizer = builder().users((socketId, channel) -> {
			throw cause;
		}).build();
		AuthorizationException failure = catchThrowableOfType(AuthorizationException.class,
				() -> authorizer.authorize("presence-foobar", SOCKET_ID));
		assertThat(failure).hasCause(cause);
		assertThat(failure.isRetryable()).isTrue();
	}

	@Test
	void userProviderMayDecideTheFailure() {
		AuthorizationException thrown = new AuthorizationException("no such user");
		SigningAuthorizer authorizer = builder().users((socketId, channel) -> {
			throw thrown;
		}).build();
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorizer.authenticate(SOCKET_ID))
			.isSameAs(thrown);
	}

	@Test
	void userInfoThatIsNoJsonIsReported() {
		List<Object> info = new ArrayList<>();
		info.add(info);
		SigningAuthorizer authorizer = builder().users((socketId, channel) -> new LocalUser("7", info)).build();
		assertThatExceptionOfType(AuthorizationException.class)
			.isThrownBy(() -> authorizer.authorize("presence-foobar", SOCKET_ID))
			.withMessage("The info of user '7' cannot be written as JSON");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1234", "1234.", "1234.1234:presence-x", "1.2:private-a\n", "1234.1234:" })
	void signsNothingButSocketIds(String socketId) {
		SigningAuthorizer authorizer = builder().users((id, channel) -> new LocalUser("1", null)).build();
		assertThatExceptionOfType(AuthorizationException.class)
			.isThrownBy(() -> authorizer.authorize("private-foobar", socketId))
			.withMessageContaining("cannot be signed");
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorizer.authenticate(socketId))
			.withMessageContaining("cannot be signed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "presence-x:{\"user_id\":\"admin\"}", "private-a b", "private-ü", ":user::{}" })
	void signsNothingButChannelNames(String channel) {
		assertThatExceptionOfType(AuthorizationException.class)
			.isThrownBy(() -> builder().build().authorize(channel, SOCKET_ID))
			.withMessageContaining("cannot be signed");
	}

	@Test
	void newCredentialsReplaceTheKeyAndNothingElse() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.build();
		SigningAuthorizer.Builder old = SigningAuthorizer.builder("old", "old-secret");
		SigningAuthorizer authorizer = configured(old, mapper).build().withCredentials(KEY, SECRET);
		SigningAuthorizer expected = configured(builder(), mapper).build();
		assertThat(authorizer.getKey()).isEqualTo(KEY);
		assertThat(authorizer.authenticate(SOCKET_ID)).isEqualTo(expected.authenticate(SOCKET_ID));
		for (String channel : List.of("private-foobar", "presence-foobar", "private-encrypted-foobar")) {
			assertThat(authorizer.authorize(channel, SOCKET_ID)).isEqualTo(expected.authorize(channel, SOCKET_ID));
		}
		assertThat(authorizer.authenticate(SOCKET_ID).userData()).contains("\"Name\":\"Zoë\"");
	}

	@Test
	void newCredentialsLeaveThoseThatDoNotSignAsTheyAre() {
		UserAuthenticator users = (socketId) -> new UserAuthentication("key:signature", "{}");
		ChannelAuthorizer channels = (channelName, socketId) -> new ChannelAuthorization("key:signature");
		assertThat(users.withCredentials(KEY, SECRET)).isSameAs(users);
		assertThat(channels.withCredentials(KEY, SECRET)).isSameAs(channels);
	}

	@Test
	void signsAPublicChannelToo() {
		assertThat(builder().build().authorize("foobar", SOCKET_ID))
			.isEqualTo(new ChannelAuthorization(KEY + ":" + new Signer(SECRET).sign("1234.1234:foobar")));
	}

	@Test
	void aMasterKeyCanBeTakenBack() {
		SigningAuthorizer authorizer = builder().encryptionMasterKey(MASTER_KEY).encryptionMasterKey(null).build();
		assertThatExceptionOfType(AuthorizationException.class)
			.isThrownBy(() -> authorizer.authorize("private-encrypted-foobar", SOCKET_ID));
	}

	@Test
	void needsAMapper() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().jsonMapper(null))
			.withMessage("'jsonMapper' must not be null");
	}

	@Test
	void showsItsKeyOnly() {
		assertThat(builder().build())
			.hasToString("SigningAuthorizer[key=" + KEY + ", secret=******, users=null, masterKey=null]");
		assertThat(builder().encryptionMasterKey(MASTER_KEY).build().toString()).endsWith("masterKey=******]");
	}

	private static SigningAuthorizer.Builder configured(SigningAuthorizer.Builder builder, JsonMapper mapper) {
		return builder.users((socketId, channel) -> new LocalUser("1", new Info("Zoë")))
			.encryptionMasterKey(MASTER_KEY)
			.jsonMapper(mapper);
	}

	private static SigningAuthorizer.Builder builder() {
		return SigningAuthorizer.builder(KEY, SECRET);
	}

	record Info(String name) {

	}

}
