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

package dev.pusherspring.sample.publishing;

import java.util.List;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Result;
import org.springframework.stereotype.Component;

/**
 * Publishes events through the REST API of a Channels server. Waits for the answer.
 *
 * @since 1.0.0
 */
@Component
@ConditionalOnPublishing
public class EventPublisher {

	private final Pusher pusher;

	EventPublisher(Pusher pusher) {
		this.pusher = pusher;
	}

	/**
	 * Publish an event.
	 * @param channels names of the channels to publish it on; an encrypted one must be
	 * alone
	 * @param event name of the event
	 * @param data what becomes the JSON of its data
	 * @throws PublishingException if the server refuses or cannot be reached
	 */
	public void publish(List<String> channels, String event, Object data) {
		if (channels.isEmpty()) {
			return;
		}
		Result result = (channels.size() == 1) ? this.pusher.trigger(channels.get(0), event, data)
				: this.pusher.trigger(channels, event, data);
		if (result.getStatus() != Result.Status.SUCCESS) {
			throw new PublishingException("The server has not taken event '%s': %s, %s".formatted(event,
					result.getStatus(), result.getMessage()));
		}
	}

}
