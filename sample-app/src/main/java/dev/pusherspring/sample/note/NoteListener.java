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

package dev.pusherspring.sample.note;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.UserId;
import dev.pusherspring.sample.live.LiveFeed;

/**
 * Receives notes. On presence channels the server vouches for who wrote them.
 */
@Component
class NoteListener {

	private static final Log logger = LogFactory.getLog(NoteListener.class);

	private final LiveFeed live;

	NoteListener(LiveFeed live) {
		this.live = live;
	}

	@PusherListener(channels = "presence-*", events = Note.WRITTEN, condition = "!#payload.text.isBlank()")
	void onNote(Note note, @ChannelName String channel, @UserId @Nullable String userId) {
		logger.info(LogMessage.format("%s: a note from '%s'", channel, userId));
		this.live.received(channel, Note.WRITTEN, note, userId);
	}

}
