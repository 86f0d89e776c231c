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

import java.util.function.Function;

import org.springframework.integration.dsl.MessageHandlerSpec;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.messaging.Message;

/**
 * Base class for specs of an {@link AbstractPusherMessageHandler}.
 *
 * @param <S> the type of the spec
 * @param <H> the type of the handler
 * @since 1.0.0
 */
public abstract class AbstractPusherMessageHandlerSpec<S extends AbstractPusherMessageHandlerSpec<S, H>, H extends AbstractPusherMessageHandler>
		extends MessageHandlerSpec<S, H> {

	AbstractPusherMessageHandlerSpec(H handler) {
		this.target = handler;
	}

	/**
	 * Set the channel to which to send all events.
	 * @param channel name of the channel
	 * @return this spec
	 */
	public S channel(String channel) {
		this.target.setChannel(channel);
		return _this();
	}

	/**
	 * Set the function that returns the channel of an event.
	 * @param channel the function, called with the message
	 * @param <P> the type of payloads
	 * @return this spec
	 */
	public <P> S channel(Function<Message<P>, String> channel) {
		this.target.setChannelExpression(new FunctionExpression<>(channel));
		return _this();
	}

	/**
	 * Set the name of all events.
	 * @param event the name
	 * @return this spec
	 */
	public S event(String event) {
		this.target.setEvent(event);
		return _this();
	}

	/**
	 * Set the function that returns the name of an event.
	 * @param event the function, called with the message
	 * @param <P> the type of payloads
	 * @return this spec
	 */
	public <P> S event(Function<Message<P>, String> event) {
		this.target.setEventExpression(new FunctionExpression<>(event));
		return _this();
	}

}
