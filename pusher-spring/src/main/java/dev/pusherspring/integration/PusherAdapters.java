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

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.publish.PusherOperations;

/**
 * Factory class for the channel adapters of integration flows.
 *
 * @since 1.0.0
 */
public final class PusherAdapters {

	private PusherAdapters() {
	}

	/**
	 * Create an inbound channel adapter, which starts a flow with the events of channels.
	 * @param registry the registry of the application's listeners
	 * @param channels names of channels, or patterns in which {@code *} stands for any
	 * characters
	 * @return the spec of an adapter
	 */
	public static PusherInboundChannelAdapterSpec inboundChannelAdapter(PusherListenerRegistry registry,
			String... channels) {
		return new PusherInboundChannelAdapterSpec(registry, channels);
	}

	/**
	 * Create an outbound channel adapter, which ends a flow by sending client events.
	 * @param client the client that sends them
	 * @return the spec of an adapter
	 */
	public static PusherOutboundChannelAdapterSpec outboundChannelAdapter(PusherClient client) {
		return new PusherOutboundChannelAdapterSpec(client);
	}

	/**
	 * Create an outbound channel adapter, which ends a flow by publishing events.
	 * @param operations the operations that publish, such as a
	 * {@link dev.pusherspring.publish.PusherTemplate PusherTemplate}
	 * @return the spec of an adapter
	 */
	public static PusherPublishingChannelAdapterSpec publishingChannelAdapter(PusherOperations operations) {
		return new PusherPublishingChannelAdapterSpec(operations);
	}

}
