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

import java.util.function.UnaryOperator;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.integration.dsl.MessageProducerSpec;

import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;

/**
 * {@link MessageProducerSpec} of a {@link PusherInboundChannelAdapter}.
 *
 * @since 1.0.0
 */
public class PusherInboundChannelAdapterSpec
		extends MessageProducerSpec<PusherInboundChannelAdapterSpec, PusherInboundChannelAdapter> {

	PusherInboundChannelAdapterSpec(PusherListenerRegistry registry, String... channels) {
		super(new PusherInboundChannelAdapter(registry, channels));
	}

	/**
	 * Set the events to send.
	 * @param events names of events, or patterns in which {@code *} stands for any
	 * characters
	 * @return this spec
	 * @see PusherInboundChannelAdapter#setEvents
	 */
	public PusherInboundChannelAdapterSpec events(String... events) {
		this.target.setEvents(events);
		return this;
	}

	/**
	 * Set the app whose events are sent.
	 * @param app name of the app, or {@code *} for all apps
	 * @return this spec
	 * @see PusherInboundChannelAdapter#setApp
	 */
	public PusherInboundChannelAdapterSpec app(String app) {
		this.target.setApp(app);
		return this;
	}

	/**
	 * Set the type of the payload.
	 * @param payloadType the type
	 * @return this spec
	 * @see PusherInboundChannelAdapter#setPayloadType(Class)
	 */
	public PusherInboundChannelAdapterSpec payloadType(Class<?> payloadType) {
		this.target.setPayloadType(payloadType);
		return this;
	}

	/**
	 * Set the type of the payload.
	 * @param payloadType the type
	 * @return this spec
	 * @see PusherInboundChannelAdapter#setPayloadType(ParameterizedTypeReference)
	 */
	public PusherInboundChannelAdapterSpec payloadType(ParameterizedTypeReference<?> payloadType) {
		this.target.setPayloadType(payloadType);
		return this;
	}

	/**
	 * Set the number of threads that send the messages.
	 * @param concurrency the number, or 0 to use the threads that serve all listeners of
	 * the app
	 * @return this spec
	 * @see PusherInboundChannelAdapter#setConcurrency
	 */
	public PusherInboundChannelAdapterSpec concurrency(int concurrency) {
		this.target.setConcurrency(concurrency);
		return this;
	}

	/**
	 * Set whether the order within a channel is kept.
	 * @param ordered whether to keep the order
	 * @return this spec
	 * @see PusherInboundChannelAdapter#setOrdered
	 */
	public PusherInboundChannelAdapterSpec ordered(boolean ordered) {
		this.target.setOrdered(ordered);
		return this;
	}

	/**
	 * Set how to retry an event when the flow fails.
	 * @param retry the function that returns the settings of the adapter, called with the
	 * settings of the app
	 * @return this spec
	 * @see PusherInboundChannelAdapter#setRetry
	 */
	public PusherInboundChannelAdapterSpec retry(UnaryOperator<RetrySettings> retry) {
		this.target.setRetry(retry);
		return this;
	}

}
