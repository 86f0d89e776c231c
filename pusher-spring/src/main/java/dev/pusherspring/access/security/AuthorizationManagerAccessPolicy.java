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

package dev.pusherspring.access.security;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

import dev.pusherspring.access.AccessDecision;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.access.ChannelAccessRequest;
import dev.pusherspring.access.ChannelMember;

/**
 * {@link ChannelAccessPolicy} that delegates to an {@link AuthorizationManager} of Spring
 * Security. It abstains if the manager abstains.
 *
 * @since 1.0.0
 */
public final class AuthorizationManagerAccessPolicy implements ChannelAccessPolicy {

	private final AuthorizationManager<ChannelAccessRequest> manager;

	private final Function<ChannelAccessRequest, @Nullable ChannelMember> members;

	/**
	 * Create a policy that grants subscriptions without a member.
	 * @param manager decides whether to allow requests
	 */
	public AuthorizationManagerAccessPolicy(AuthorizationManager<ChannelAccessRequest> manager) {
		this(manager, (request) -> null);
	}

	/**
	 * Create a policy.
	 * @param manager decides whether to allow requests
	 * @param members returns the member that joins a presence channel once access is
	 * granted, or {@code null}
	 */
	public AuthorizationManagerAccessPolicy(AuthorizationManager<ChannelAccessRequest> manager,
			Function<ChannelAccessRequest, @Nullable ChannelMember> members) {
		this.manager = manager;
		this.members = members;
	}

	@Override
	public AccessDecision decide(ChannelAccessRequest request) {
		Authentication authentication = (request.principal() instanceof Authentication known) ? known : null;
		AuthorizationResult result = this.manager.authorize(() -> authentication, request);
		if (result == null) {
			return AccessDecision.abstain();
		}
		if (!result.isGranted()) {
			return AccessDecision.deny();
		}
		ChannelMember member = this.members.apply(request);
		return (member != null) ? AccessDecision.grantAs(member.id(), member.info()) : AccessDecision.grant();
	}

}
