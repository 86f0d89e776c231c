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

package dev.pusherspring.client.internal.core;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.channel.Authorizations.Authorizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DefaultClientChange}.
 */
class DefaultClientChangeTests {

	private static final SigningAuthorizer SIGNING = SigningAuthorizer.builder("old", "old-secret").build();

	private static final ChannelAuthorizer ASKING = (channel, socketId) -> new ChannelAuthorization("key:signature");

	private final PusherOptions options = PusherOptions.builder("old").host("own.example").build();

	@Test
	void changesTheServer() {
		DefaultClientChange change = change(SIGNING, null);
		change.cluster("eu").server((server) -> server.withPort(6001));
		change.check();
		assertThat(change.options().server().webSocketHost()).isEqualTo("ws-eu.pusher.com");
		assertThat(change.options().server().port()).isEqualTo(6001);
		assertThat(change.host("other.example")).isSameAs(change);
		assertThat(change.options().server().webSocketHost()).isEqualTo("other.example");
		assertThat(change.options().key()).isEqualTo("old");
	}

	@Test
	void changesTheKeyOfAClientThatDoesNotSign() {
		DefaultClientChange change = change(ASKING, null);
		assertThat(change.key("new")).isSameAs(change);
		change.check();
		assertThat(change.options().key()).isEqualTo("new");
		assertThat(change.authorizers().channelAuthorizer()).isSameAs(ASKING);
	}

	@Test
	void credentialsReachWhateverSigns() {
		DefaultClientChange change = change(SIGNING, SIGNING);
		assertThat(change.credentials("new", "new-secret")).isSameAs(change);
		change.check();
		assertThat(change.options().key()).isEqualTo("new");
		assertThat(((SigningAuthorizer) change.authorizers().channelAuthorizer()).getKey()).isEqualTo("new");
		assertThat(((SigningAuthorizer) change.authorizers().userAuthenticator()).getKey()).isEqualTo("new");
		DefaultClientChange without = change(null, null);
		without.credentials("new", "new-secret");
		assertThat(without.authorizers()).isEqualTo(new Authorizers(null, null));
	}

	@Test
	void aKeyThatDoesNotMatchTheSecretIsRefused() {
		for (DefaultClientChange change : new DefaultClientChange[] { change(SIGNING, null), change(null, SIGNING) }) {
			change.key("new");
			assertThatIllegalArgumentException().isThrownBy(change::check)
				.withMessage("The client signs with the secret of key 'old', which does not match the new key 'new'. "
						+ "Set key and secret together with 'credentials'");
		}
	}

	@Test
	void aKeyThatStaysIsNotTheConcernOfAChange() {
		SigningAuthorizer foreign = SigningAuthorizer.builder("foreign", "secret").build();
		DefaultClientChange change = change(foreign, null);
		change.host("other.example");
		change.check();
		assertThat(change.authorizers().channelAuthorizer()).isSameAs(foreign);
	}

	private DefaultClientChange change(ChannelAuthorizer channels, UserAuthenticator users) {
		return new DefaultClientChange(this.options, new Authorizers(channels, users));
	}

}
