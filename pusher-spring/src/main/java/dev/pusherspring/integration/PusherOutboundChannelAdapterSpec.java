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

import java.time.Duration;
import java.util.function.Function;

import org.springframework.integration.dsl.MessageHandlerSpec;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.messaging.Message;

import dev.pusherspring.client.PusherClient;

/**
 * {@link MessageHandlerSpec} of a {@link PusherOutboundChannelAdapter}.
 *
 * @since 1.0.0
 */
public class PusherOutboundChannelAdapterSpec
		extends MessageHandlerSpec<PusherOutboundChannelAdapterSpec, PusherOutboundChannelAdapter> {

	PusherOutboundChannelAdapterSpec(PusherClient client) {
		this.target = new PusherOutboundChannelAdapter(client);
	}

	/**
	 * Set the channel of all events.
	 * @param channel name of the channel
	 * @return this spec
	 */
	public PusherOutboundChannelAdapterSpec channel(String channel) {
		this.target.setChannel(channel);
		return this;
	}

	/**
	 * Set the function that determines the channel of an event.
	 * @param channel function of the message
	 * @param <P> the type of payloads
	 * @return this spec
	 */
	public <P> PusherOutboundChannelAdapterSpec channel(Function<Message<P>, String> channel) {
		this.target.setChannelExpression(new FunctionExpression<>(channel));
		return this;
	}

	/**
	 * Set the name of all events.
	 * @param event the name, starting with {@code client-}
	 * @return this spec
	 */
	public PusherOutboundChannelAdapterSpec event(String event) {
		this.target.setEvent(event);
		return this;
	}

	/**
	 * Set the function that determines the name of an event.
	 * @param event function of the message
	 * @param <P> the type of payloads
	 * @return this spec
	 */
	public <P> PusherOutboundChannelAdapterSpec event(Function<Message<P>, String> event) {
		this.target.setEventExpression(new FunctionExpression<>(event));
		return this;
	}

	/**
	 * Set how long to wait for an event to be sent.
	 * @param sendTimeout the maximum time to wait
	 * @return this spec
	 */
	public PusherOutboundChannelAdapterSpec sendTimeout(Duration sendTimeout) {
		this.target.setSendTimeout(sendTimeout);
		return this;
	}

}
