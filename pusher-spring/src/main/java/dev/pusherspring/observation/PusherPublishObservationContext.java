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

package dev.pusherspring.observation;

import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;

import dev.pusherspring.publish.PublishCall;

/**
 * {@link SenderContext} for calls to the HTTP API. Its setter adds the trace context to
 * the call, from which it can be written to the data of events.
 *
 * @since 1.0.0
 */
public class PusherPublishObservationContext extends SenderContext<Map<String, String>> {

	private final PublishCall call;

	/**
	 * Create a new {@link PusherPublishObservationContext} instance.
	 * @param call the call
	 */
	public PusherPublishObservationContext(PublishCall call) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		}, Kind.PRODUCER);
		this.call = call;
		setCarrier(call.getTraceContext());
		setRemoteServiceName("pusher");
	}

	/**
	 * Return the call.
	 * @return the call
	 */
	public PublishCall getCall() {
		return this.call;
	}

}
