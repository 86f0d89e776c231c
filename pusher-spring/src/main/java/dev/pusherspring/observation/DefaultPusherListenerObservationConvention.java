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

import io.micrometer.common.KeyValues;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.observation.PusherListenerObservation.HighCardinalityKeys;
import dev.pusherspring.observation.PusherListenerObservation.LowCardinalityKeys;

/**
 * Default {@link PusherListenerObservationConvention}. Names of channels and events are
 * high cardinality values, as they come from the server.
 *
 * @since 1.0.0
 */
public class DefaultPusherListenerObservationConvention implements PusherListenerObservationConvention {

	@Override
	public String getName() {
		return "pusher.listener";
	}

	@Override
	public String getContextualName(PusherListenerObservationContext context) {
		return context.getListener().getName() + " process";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PusherListenerObservationContext context) {
		return KeyValues.of(LowCardinalityKeys.MESSAGING_SYSTEM.withValue("pusher"),
				LowCardinalityKeys.MESSAGING_OPERATION.withValue("process"),
				LowCardinalityKeys.APP.withValue(context.getEvent().getApp()),
				LowCardinalityKeys.LISTENER.withValue(context.getListener().getName()),
				LowCardinalityKeys.RECOVERED.withValue(String.valueOf(isRecovered(context.getEvent()))));
	}

	private static boolean isRecovered(PusherChannelEvent event) {
		return event instanceof PusherMessageEvent message && message.isRecovered();
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PusherListenerObservationContext context) {
		PusherChannelEvent event = context.getEvent();
		return KeyValues.of(HighCardinalityKeys.CHANNEL.withValue(event.getChannel()),
				HighCardinalityKeys.EVENT.withValue(event.getEvent()));
	}

}
