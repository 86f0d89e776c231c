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

package dev.pusherspring.integration;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.integration.dsl.MessageHandlerSpec;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.messaging.Message;

import dev.pusherspring.publish.PusherOperations;

/**
 * {@link MessageHandlerSpec} of a {@link PusherPublishingChannelAdapter}.
 *
 * @since 1.0.0
 */
public class PusherPublishingChannelAdapterSpec
		extends AbstractPusherMessageHandlerSpec<PusherPublishingChannelAdapterSpec, PusherPublishingChannelAdapter> {

	PusherPublishingChannelAdapterSpec(PusherOperations operations) {
		super(new PusherPublishingChannelAdapter(operations));
	}

	/**
	 * Set several channels on which to publish each event.
	 * @param channels names of the channels
	 * @return this spec
	 */
	public PusherPublishingChannelAdapterSpec channels(String... channels) {
		List<String> names = List.of(channels);
		return channels((message) -> names);
	}

	/**
	 * Set the function that returns the channels of an event.
	 * @param channels the function, called with the message
	 * @param <P> the type of payloads
	 * @return this spec
	 */
	public <P> PusherPublishingChannelAdapterSpec channels(Function<Message<P>, Collection<String>> channels) {
		this.target.setChannelExpression(new FunctionExpression<>(channels));
		return this;
	}

	/**
	 * Set the function that returns the socket id of the connection that must not receive
	 * an event.
	 * @param socketId the function, called with the message
	 * @param <P> the type of payloads
	 * @return this spec
	 * @see PusherPublishingChannelAdapter#setSocketIdExpression
	 */
	public <P> PusherPublishingChannelAdapterSpec socketId(Function<Message<P>, @Nullable String> socketId) {
		this.target.setSocketIdExpression(new FunctionExpression<>(socketId));
		return this;
	}

}
