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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Documented observations of calls that publish events or query channels.
 *
 * @since 1.0.0
 */
public enum PusherPublishObservation implements ObservationDocumentation {

	/**
	 * A call to the HTTP API, including all of its attempts.
	 */
	PUBLISH {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPusherPublishObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeys.values();
		}

	};

	/**
	 * Low cardinality keys.
	 */
	public enum LowCardinalityKeys implements KeyName {

		/**
		 * Messaging system: {@code pusher}.
		 */
		MESSAGING_SYSTEM {

			@Override
			public String asString() {
				return "messaging.system";
			}

		},

		/**
		 * Operation, such as {@code trigger} or {@code batch}.
		 */
		MESSAGING_OPERATION {

			@Override
			public String asString() {
				return "messaging.operation";
			}

		},

		/**
		 * Name of the app.
		 */
		APP {

			@Override
			public String asString() {
				return "pusher.app";
			}

		},

		/**
		 * Outcome: {@code success}, {@code rejected}, {@code failed}, or
		 * {@code ambiguous}.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/**
	 * High cardinality keys.
	 */
	public enum HighCardinalityKeys implements KeyName {

		/**
		 * Names of the channels.
		 */
		CHANNEL {

			@Override
			public String asString() {
				return "messaging.destination.name";
			}

		},

		/**
		 * Name of the event.
		 */
		EVENT {

			@Override
			public String asString() {
				return "pusher.event";
			}

		}

	}

}
