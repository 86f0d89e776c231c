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
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.PatternMatchUtils;

import dev.pusherspring.client.PrintableText;

/**
 * {@link ChannelAuthorizer} that delegates each channel to another authorizer: the first
 * one that has been added for the channel and, if it is selective, supports it. The
 * client calls that authorizer directly, so that its batches do not contain channels of
 * other authorizers.
 *
 * @since 1.0.0
 */
public final class DelegatingChannelAuthorizer implements SelectiveChannelAuthorizer {

	private final List<Delegate> delegates;

	private DelegatingChannelAuthorizer(List<Delegate> delegates) {
		this.delegates = List.copyOf(delegates);
	}

	/**
	 * Return a builder of an authorizer.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return the authorizer that is responsible for a channel.
	 * @param channelName the full name of the channel, prefix included
	 * @return the authorizer, or {@code null} if there is none
	 */
	public @Nullable ChannelAuthorizer find(String channelName) {
		for (Delegate delegate : this.delegates) {
			if (delegate.supports(channelName)) {
				return (delegate.authorizer() instanceof DelegatingChannelAuthorizer delegating)
						? delegating.find(channelName) : delegate.authorizer();
			}
		}
		return null;
	}

	@Override
	public boolean supports(String channelName) {
		return find(channelName) != null;
	}

	@Override
	public ChannelAuthorization authorize(String channelName, String socketId) {
		ChannelAuthorizer authorizer = find(channelName);
		if (authorizer == null) {
			throw new AuthorizationException("No authorizer supports channel '" + PrintableText.of(channelName) + "'");
		}
		return authorizer.authorize(channelName, socketId);
	}

	@Override
	public DelegatingChannelAuthorizer withCredentials(String key, String secret) {
		return new DelegatingChannelAuthorizer(this.delegates.stream()
			.map((delegate) -> new Delegate(delegate.patterns(), delegate.authorizer().withCredentials(key, secret)))
			.toList());
	}

	@Override
	public String toString() {
		return "DelegatingChannelAuthorizer" + this.delegates;
	}

	/**
	 * An authorizer and the channels that it is responsible for.
	 *
	 * @param patterns names or patterns of channels
	 * @param authorizer the authorizer
	 */
	private record Delegate(List<String> patterns, ChannelAuthorizer authorizer) {

		private boolean supports(String channelName) {
			return this.patterns.stream().anyMatch((pattern) -> PatternMatchUtils.simpleMatch(pattern, channelName))
					&& (!(this.authorizer instanceof SelectiveChannelAuthorizer selective)
							|| selective.supports(channelName));
		}

		@Override
		public String toString() {
			return this.patterns + "=" + this.authorizer;
		}

	}

	/**
	 * Builder of a {@link DelegatingChannelAuthorizer}.
	 */
	public static final class Builder {

		private final List<Delegate> delegates = new ArrayList<>();

		private Builder() {
		}

		/**
		 * Add an authorizer for all channels that it supports, except those of
		 * authorizers added before.
		 * @param authorizer the authorizer
		 * @return this builder
		 */
		public Builder add(ChannelAuthorizer authorizer) {
			return add(List.of("*"), authorizer);
		}

		/**
		 * Add an authorizer for some channels.
		 * @param authorizer the authorizer
		 * @param channels names of channels, or patterns in which {@code *} stands for
		 * any characters; at least one
		 * @return this builder
		 */
		public Builder add(ChannelAuthorizer authorizer, String... channels) {
			return add(Arrays.asList(channels), authorizer);
		}

		private Builder add(List<String> channels, ChannelAuthorizer authorizer) {
			Assert.notNull(authorizer, "'authorizer' must not be null");
			Assert.notEmpty(channels, "'channels' must not be empty");
			channels.forEach(Builder::checkPattern);
			this.delegates.add(new Delegate(List.copyOf(channels), authorizer));
			return this;
		}

		// a pattern for public channels would never apply
		private static void checkPattern(String pattern) {
			Assert.hasText(pattern, "The name of a channel must not be empty");
			int wildcard = pattern.indexOf('*');
			String start = (wildcard >= 0) ? pattern.substring(0, wildcard) : pattern;
			Assert.isTrue(
					List.of("private-", "presence-")
						.stream()
						.anyMatch((prefix) -> start.startsWith(prefix) || (wildcard >= 0 && prefix.startsWith(start))),
					() -> "'%s' matches no channel that needs an authorization".formatted(pattern)
							+ ": their names begin with 'private-' or 'presence-'");
		}

		/**
		 * Build the authorizer.
		 * @return a new authorizer
		 */
		public DelegatingChannelAuthorizer build() {
			return new DelegatingChannelAuthorizer(this.delegates);
		}

	}

}
