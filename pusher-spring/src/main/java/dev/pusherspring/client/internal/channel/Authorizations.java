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

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.DelegatingChannelAuthorizer;
import dev.pusherspring.client.auth.SelectiveChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Access to the channel authorizer and the user authenticator, and their common settings.
 * Confined to the event loop.
 */
public final class Authorizations {

	/**
	 * Name of authorizers in messages.
	 */
	static final String AUTHORIZER = "authorizer";

	private final Supplier<Authorizers> authorizers;

	private final SubscriptionOptions settings;

	private final AuthorizationThreads threads;

	private final EventLoop loop;

	private final PusherClientListener listener;

	private final Map<ChannelAuthorizer, AuthorizationBatches> batches = new IdentityHashMap<>();

	// the authorizers that the batches belong to
	private @Nullable Authorizers batching;

	/**
	 * Create a new {@link Authorizations} instance.
	 * @param authorizers supplies the authorizers, which may change from one request to
	 * the next
	 * @param settings delays between attempts
	 * @param threads the threads that call the authorizers
	 * @param loop the event loop
	 * @param listener the listener to notify of each call
	 */
	public Authorizations(Supplier<Authorizers> authorizers, SubscriptionOptions settings, AuthorizationThreads threads,
			EventLoop loop, PusherClientListener listener) {
		this.authorizers = authorizers;
		this.settings = settings;
		this.threads = threads;
		this.loop = loop;
		this.listener = listener;
	}

	AuthorizedRequest<ChannelAuthorization> ofChannel(String channel) {
		return new AuthorizedRequest<>(this,
				new AuthorizedRequest.Kind<>(channel, () -> channelCall(channel), missing(channel)));
	}

	private static String missing(String channel) {
		return "Channel '%s' needs an authorization but nothing provides one. ".formatted(channel)
				+ "Set 'pusher.auth.endpoint' or 'pusher.secret', or define a ChannelAuthorizer bean";
	}

	private @Nullable BiFunction<String, Runnable, CompletableFuture<ChannelAuthorization>> channelCall(
			String channel) {
		ChannelAuthorizer authorizer = this.authorizers.get().channelAuthorizer();
		return (authorizer != null) ? (socketId, started) -> {
			PendingAuthorization request = new PendingAuthorization(channel, started);
			request.follow(this.threads.submit(AUTHORIZER, () -> ask(authorizer, request, socketId)), Runnable::run);
			return request;
		} : null;
	}

	// runs on an authorization thread, since any method of an authorizer may fail or
	// block; returns what is left to do on the event loop
	private @Nullable Runnable ask(ChannelAuthorizer candidate, PendingAuthorization request, String socketId) {
		ChannelAuthorizer authorizer = responsible(candidate, request.getChannel());
		if (authorizer == null) {
			throw new AuthorizationException(missing(request.getChannel()));
		}
		if (authorizer instanceof BatchChannelAuthorizer batchAuthorizer) {
			BatchLimits limits = batchAuthorizer.getBatchLimits();
			if (limits.maxSize() > 1) {
				return () -> batches(batchAuthorizer, limits).add(request, socketId);
			}
		}
		ChannelAuthorization authorization = request.ask(authorizer, socketId);
		return (authorization != null) ? () -> request.complete(authorization) : null;
	}

	private static @Nullable ChannelAuthorizer responsible(ChannelAuthorizer authorizer, String channel) {
		if (authorizer instanceof DelegatingChannelAuthorizer delegating) {
			return delegating.find(channel);
		}
		boolean unsupported = authorizer instanceof SelectiveChannelAuthorizer selective
				&& !selective.supports(channel);
		return unsupported ? null : authorizer;
	}

	private AuthorizationBatches batches(BatchChannelAuthorizer authorizer, BatchLimits limits) {
		Authorizers authorizers = this.authorizers.get();
		if (this.batching != authorizers) {
			this.batching = authorizers;
			this.batches.clear();
		}
		return this.batches.computeIfAbsent(authorizer,
				(key) -> new AuthorizationBatches(authorizer, limits, this.threads, this.loop));
	}

	AuthorizedRequest<UserAuthentication> ofUser() {
		return new AuthorizedRequest<>(this,
				new AuthorizedRequest.Kind<>(null, this::userCall,
						"Sign-in needs an authentication but nothing provides one. Set "
								+ "'pusher.user-auth.endpoint' or define a UserAuthenticator bean"));
	}

	private @Nullable BiFunction<String, Runnable, CompletableFuture<UserAuthentication>> userCall() {
		UserAuthenticator authenticator = this.authorizers.get().userAuthenticator();
		return (authenticator != null) ? (socketId, started) -> this.threads.submit("user authenticator", () -> {
			started.run();
			return authenticator.authenticate(socketId);
		}) : null;
	}

	BackOffExecution backOff() {
		long initialDelay = this.settings.retryInitialDelay().toMillis();
		ExponentialBackOff backOff = new ExponentialBackOff(initialDelay, 2);
		backOff.setMaxInterval(this.settings.retryMaxDelay().toMillis());
		backOff.setJitter(initialDelay / 2);
		return backOff.start();
	}

	SubscriptionOptions settings() {
		return this.settings;
	}

	EventLoop loop() {
		return this.loop;
	}

	PusherClientListener listener() {
		return this.listener;
	}

	/**
	 * The channel authorizer and the user authenticator.
	 *
	 * @param channelAuthorizer the authorizer of channels, or {@code null} if there is
	 * none
	 * @param userAuthenticator the authenticator of the user, or {@code null} if there is
	 * none
	 */
	public record Authorizers(@Nullable ChannelAuthorizer channelAuthorizer,
			@Nullable UserAuthenticator userAuthenticator) {

	}

}
