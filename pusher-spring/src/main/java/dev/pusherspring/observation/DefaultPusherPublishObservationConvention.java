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
import org.jspecify.annotations.Nullable;

import dev.pusherspring.observation.PusherPublishObservation.HighCardinalityKeys;
import dev.pusherspring.observation.PusherPublishObservation.LowCardinalityKeys;
import dev.pusherspring.publish.PublishCall;
import dev.pusherspring.publish.PublishFailedException;
import dev.pusherspring.publish.PublishRejectedException;

/**
 * Default {@link PusherPublishObservationConvention}. Names of channels and events are
 * high cardinality values. User ids are not recorded.
 *
 * @since 1.0.0
 */
public class DefaultPusherPublishObservationConvention implements PusherPublishObservationConvention {

	@Override
	public String getName() {
		return "pusher.publish";
	}

	@Override
	public String getContextualName(PusherPublishObservationContext context) {
		return "pusher " + context.getCall().getOperation().getId();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PusherPublishObservationContext context) {
		return KeyValues.of(LowCardinalityKeys.MESSAGING_SYSTEM.withValue("pusher"),
				LowCardinalityKeys.MESSAGING_OPERATION.withValue(context.getCall().getOperation().getId()),
				LowCardinalityKeys.APP.withValue(context.getCall().getApp()),
				LowCardinalityKeys.OUTCOME.withValue(outcome(context.getError())));
	}

	private static String outcome(@Nullable Throwable error) {
		if (error == null) {
			return "success";
		}
		if (error instanceof PublishRejectedException) {
			return "rejected";
		}
		return (error instanceof PublishFailedException failure && failure.isAmbiguous()) ? "ambiguous" : "failed";
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PusherPublishObservationContext context) {
		PublishCall call = context.getCall();
		KeyValues values = KeyValues.empty();
		if (!call.getChannels().isEmpty()) {
			values = values.and(HighCardinalityKeys.CHANNEL.withValue(String.join(",", call.getChannels())));
		}
		return (call.getEvent() != null) ? values.and(HighCardinalityKeys.EVENT.withValue(call.getEvent())) : values;
	}

}
