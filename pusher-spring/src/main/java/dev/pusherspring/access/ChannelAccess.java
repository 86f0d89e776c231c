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

import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.signature.AuthorizationSigner;
import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.UserJson;

/**
 * Authorizes subscriptions to the channels of an app by calling its policies and signing
 * what they grant.
 *
 * @since 1.0.0
 */
public final class ChannelAccess {

	private final List<ChannelAccessPolicy> policies;

	private final AuthorizationSigner signer;

	private final UserJson userJson;

	private final @Nullable EncryptionMasterKey masterKey;

	/**
	 * Create a new {@link ChannelAccess} instance.
	 * @param policies the policies, in the order in which to call them
	 * @param signer signs authorizations with the secret of the app
	 * @param userJson converts members of presence channels to JSON
	 * @param masterKey the master key for encrypted channels, or {@code null}
	 */
	public ChannelAccess(List<ChannelAccessPolicy> policies, AuthorizationSigner signer, UserJson userJson,
			@Nullable EncryptionMasterKey masterKey) {
		this.policies = List.copyOf(policies);
		this.signer = signer;
		this.userJson = userJson;
		this.masterKey = masterKey;
	}

	/**
	 * Authorize a subscription.
	 * @param request the request
	 * @return the authorization that the client sends to the server, or {@code null} if
	 * the subscription is denied
	 * @throws IllegalStateException if the channel is encrypted and there is no master
	 * key
	 */
	public @Nullable ChannelAuthorization authorize(ChannelAccessRequest request) {
		AccessDecision decision = decide(request);
		return decision.isGranted() ? sign(request, decision.getMember()) : null;
	}

	private AccessDecision decide(ChannelAccessRequest request) {
		for (ChannelAccessPolicy policy : this.policies) {
			AccessDecision decision = policy.decide(request);
			if (!decision.isAbstained()) {
				return decision;
			}
		}
		return AccessDecision.deny();
	}

	private ChannelAuthorization sign(ChannelAccessRequest request, @Nullable ChannelMember member) {
		return switch (ChannelKind.of(request.channel())) {
			case PRESENCE -> {
				String channelData = (member != null) ? this.userJson.channelData(member.id(), member.info()) : null;
				yield new ChannelAuthorization(auth(request, channelData), channelData);
			}
			case ENCRYPTED -> {
				String sharedSecret = sharedSecret(request);
				yield new ChannelAuthorization(auth(request, null), null, sharedSecret);
			}
			case PRIVATE, PUBLIC -> new ChannelAuthorization(auth(request, null));
		};
	}

	private String auth(ChannelAccessRequest request, @Nullable String channelData) {
		return this.signer.signChannel(request.socketId(), request.channel(), channelData);
	}

	private String sharedSecret(ChannelAccessRequest request) {
		if (this.masterKey == null) {
			throw new IllegalStateException("App '" + request.app() + "' has no encryption master key, which "
					+ "subscribers of channel '" + request.channel() + "' need: set 'encryption-master-key'");
		}
		return Base64.getEncoder().encodeToString(this.masterKey.sharedSecret(request.channel()));
	}

}
