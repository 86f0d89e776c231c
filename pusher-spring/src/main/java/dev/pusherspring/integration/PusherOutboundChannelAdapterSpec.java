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

import org.springframework.integration.dsl.MessageHandlerSpec;

import dev.pusherspring.client.PusherClient;

/**
 * {@link MessageHandlerSpec} of a {@link PusherOutboundChannelAdapter}.
 *
 * @since 1.0.0
 */
public class PusherOutboundChannelAdapterSpec
		extends AbstractPusherMessageHandlerSpec<PusherOutboundChannelAdapterSpec, PusherOutboundChannelAdapter> {

	PusherOutboundChannelAdapterSpec(PusherClient client) {
		super(new PusherOutboundChannelAdapter(client));
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
