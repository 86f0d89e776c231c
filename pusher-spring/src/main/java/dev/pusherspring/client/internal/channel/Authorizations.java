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

package dev.pusherspring.client.internal.channel;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Who grants permissions, and what requests for them have in common.
 *
 * @param authorizers tells who is asked, which may change from one request to the next
 * @param settings delays between attempts
 * @param threads call both
 * @param loop the event loop
 * @param listener is told of each call
 */
public record Authorizations(Supplier<Authorizers> authorizers, SubscriptionOptions settings,
		AuthorizationThreads threads, EventLoop loop, PusherClientListener listener) {

	AuthorizedRequest<ChannelAuthorization> ofChannel(String channel) {
		return new AuthorizedRequest<>(this, new AuthorizedRequest.Kind<>(channel, "authorizer", () -> {
			ChannelAuthorizer authorizer = this.authorizers.get().channelAuthorizer();
			return (authorizer != null) ? (socketId) -> authorizer.authorize(channel, socketId) : null;
		}, "Channel '%s' needs an authorization but nothing provides one. ".formatted(channel)
				+ "Set 'pusher.auth.endpoint' or 'pusher.secret', or define a ChannelAuthorizer bean"));
	}

	AuthorizedRequest<UserAuthentication> ofUser() {
		return new AuthorizedRequest<>(this, new AuthorizedRequest.Kind<>(null, "user authenticator", () -> {
			UserAuthenticator authenticator = this.authorizers.get().userAuthenticator();
			return (authenticator != null) ? authenticator::authenticate : null;
		}, "Signing in needs an authentication but nothing provides one. Set "
				+ "'pusher.user-auth.endpoint' or define a UserAuthenticator bean"));
	}

	BackOffExecution backOff() {
		long initialDelay = this.settings.retryInitialDelay().toMillis();
		ExponentialBackOff backOff = new ExponentialBackOff(initialDelay, 2);
		backOff.setMaxInterval(this.settings.retryMaxDelay().toMillis());
		backOff.setJitter(initialDelay / 2);
		return backOff.start();
	}

	/**
	 * Who grants permissions.
	 *
	 * @param channelAuthorizer authorizes subscriptions, or {@code null} if nothing does
	 * @param userAuthenticator authenticates the user, or {@code null} if nothing does
	 */
	public record Authorizers(@Nullable ChannelAuthorizer channelAuthorizer,
			@Nullable UserAuthenticator userAuthenticator) {

	}

}
