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

package dev.pusherspring.client.internal.connection;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.client.internal.protocol.ServerText;

/**
 * Logs frames at level DEBUG: the event, the channel and the length of the data. The data
 * itself is never logged, since it belongs to the application and contains credentials
 * for subscriptions and sign-ins.
 */
final class FrameLog {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.frames");

	void received(Frame frame) {
		if (logger.isDebugEnabled()) {
			logger.debug(describe("Received", frame, frame.channel()));
		}
	}

	void sent(String text) {
		if (logger.isDebugEnabled()) {
			Frame frame = new FrameReader().read(text);
			logger
				.debug(describe("Sent", frame, (frame.channel() != null) ? frame.channel() : channelIn(frame.data())));
		}
	}

	private static String describe(String what, Frame frame, @Nullable String channel) {
		return "%s '%s'%s with %d characters of data".formatted(what, ServerText.printable(frame.event()),
				(channel != null) ? " for '" + ServerText.printable(channel) + "'" : "",
				(frame.data() != null) ? frame.data().length() : 0);
	}

	// requests have their channel in the data
	private static @Nullable String channelIn(@Nullable String data) {
		try {
			return (data != null) ? JsonMapper.shared().readTree(data).path("channel").asStringOpt().orElse(null)
					: null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
