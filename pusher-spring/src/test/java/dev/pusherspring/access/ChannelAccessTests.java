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

package dev.pusherspring.access;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.signature.AuthorizationSigner;
import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.UserJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ChannelAccess} and the decisions of policies.
 */
class ChannelAccessTests {

	private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private final List<String> asked = new ArrayList<>();

	@Test
	void nobodyGrantsSoItIsDenied() {
		assertThat(access().authorize(request("private-a"))).isNull();
		assertThat(access((request) -> AccessDecision.abstain()).authorize(request("private-a"))).isNull();
	}

	@Test
	void firstThatDoesNotAbstainDecides() {
		ChannelAccess access = access(policy("first", AccessDecision.abstain()),
				policy("second", AccessDecision.deny()), policy("third", AccessDecision.grant()));
		assertThat(access.authorize(request("private-a"))).isNull();
		assertThat(this.asked).containsExactly("first", "second");
		assertThat(access(policy("first", AccessDecision.grant()), policy("second", AccessDecision.deny()))
			.authorize(request("private-a"))).isNotNull();
	}

	@Test
	void policyForChannelsAbstainsFromOthers() {
		ChannelAccess access = access(
				ChannelAccessPolicy.forChannels("private-orders-*", policy("orders", AccessDecision.grant())));
		assertThat(access.authorize(request("private-orders-7"))).isNotNull();
		assertThat(access.authorize(request("private-salaries"))).isNull();
		assertThat(this.asked).containsExactly("orders");
	}

	@Test
	void memberIsForPresenceChannelsOnly() {
		ChannelAccess access = access((request) -> AccessDecision.grantAs("ann", Map.of("name", "Ann")));
		assertThat(access.authorize(request("presence-a"))).extracting(ChannelAuthorization::channelData)
			.isEqualTo("{\"user_id\":\"ann\",\"user_info\":{\"name\":\"Ann\"}}");
		assertThat(access.authorize(request("private-a"))).extracting(ChannelAuthorization::channelData).isNull();
	}

	@Test
	void encryptedChannelGetsItsKeyOnlyIfGranted() {
		ChannelAccess access = access(
				ChannelAccessPolicy.forChannels("private-encrypted-foobar", (request) -> AccessDecision.grant()));
		assertThat(access.authorize(request("private-encrypted-foobar"))).extracting(ChannelAuthorization::sharedSecret)
			.isEqualTo("g3Au6SZ+UCU+IMfFsFva0rq+Gi4tzSHR6WCcWZbS9sY=");
		assertThat(access.authorize(request("private-encrypted-other"))).isNull();
		assertThat(access.authorize(request("private-foobar"))).isNull();
	}

	@Test
	void missingMasterKeyIsNamed() {
		ChannelAccess access = new ChannelAccess(List.of((request) -> AccessDecision.grant()), signer(),
				new UserJson(JsonMapper.shared()), null);
		assertThatIllegalStateException().isThrownBy(() -> access.authorize(request("private-encrypted-a")))
			.withMessageContaining("encryption-master-key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1:2", "1.2\n", "1.2:x", "", "1.2::user::" })
	void requestWithoutASocketIdCannotBeMade(String socketId) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ChannelAccessRequest("pusher", "private-a", socketId, null, Map.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> new UserDataRequest("pusher", socketId, null, Map.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "private-a:b", "private-a\n", "#server-to-user-ann", "private-\u00e4", "private-a b" })
	void requestForNoChannelCannotBeMade(String channel) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ChannelAccessRequest("pusher", channel, "1.2", null, Map.of()));
	}

	@Test
	void principalIsNotShownToOthers() {
		Principal principal = () -> "ann";
		assertThatIllegalArgumentException().isThrownBy(() -> AccessDecision.grantAs("ann", principal))
			.withMessageContaining("principal");
		assertThatIllegalArgumentException().isThrownBy(() -> new UserData("ann", principal));
	}

	@ParameterizedTest
	@MethodSource
	void objectOfSpringSecurityIsNotShownToOthers(Object user) {
		for (Object info : List.of(user, Map.of("user", user), List.of(user))) {
			assertThatIllegalArgumentException().isThrownBy(() -> AccessDecision.grantAs("ann", info))
				.withMessageContaining("Pass only the fields to show");
			assertThatIllegalArgumentException().isThrownBy(() -> new UserData("ann", info));
		}
	}

	static List<Object> objectOfSpringSecurityIsNotShownToOthers() {
		Customer customer = () -> "ann";
		CredentialsContainer credentials = () -> {
		};
		return List.of(User.withUsername("ann").password("{bcrypt}HASH").roles("USER").build(),
				new Account("ann", "{bcrypt}HASH", List.of()), new User("ann", "{bcrypt}HASH", List.of()) {
				}, customer, credentials);
	}

	@Test
	void fieldsAreShownToOthers() {
		Map<String, Object> fields = new HashMap<>(Map.of("name", "Ann", "tags", List.of("a", "b")));
		fields.put("nothing", null);
		assertThat(new UserData("ann", fields).info()).isEqualTo(fields);
	}

	@Test
	void stringFormsShowNoValues() {
		assertThat(AccessDecision.grantAs("ann", Map.of("mail", "ann@example.com"))).asString()
			.contains("ann")
			.doesNotContain("example.com");
		assertThat(new ChannelAccessRequest("pusher", "private-a", "1.2", null, Map.of("token", List.of("t0k3n"))))
			.asString()
			.contains("token")
			.doesNotContain("t0k3n");
	}

	private ChannelAccessPolicy policy(String name, AccessDecision decision) {
		return (request) -> {
			this.asked.add(name);
			return decision;
		};
	}

	private static ChannelAccess access(ChannelAccessPolicy... policies) {
		return new ChannelAccess(List.of(policies), signer(), new UserJson(JsonMapper.shared()),
				EncryptionMasterKey.fromBase64(MASTER_KEY));
	}

	private static AuthorizationSigner signer() {
		return new AuthorizationSigner("app-key", "app-secret");
	}

	private static ChannelAccessRequest request(String channel) {
		return new ChannelAccessRequest("pusher", channel, "1.2", null, Map.of());
	}

	/**
	 * An account, as applications implement {@link UserDetails} themselves.
	 *
	 * @param getUsername the name
	 * @param getPassword the hash
	 * @param getAuthorities what it may do
	 */
	private record Account(String getUsername, String getPassword,
			Collection<GrantedAuthority> getAuthorities) implements UserDetails {

	}

	/**
	 * A user of OAuth 2.0 has such a type.
	 */
	private interface Customer extends AuthenticatedPrincipal {

	}

}
