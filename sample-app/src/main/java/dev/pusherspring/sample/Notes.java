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

package dev.pusherspring.sample;

import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.UserId;

/**
 * Exchanges notes between the members of the desk. Notes are client events: clients send
 * them to each other over the connection, without the REST API. Their names begin with
 * {@code client-}, and their channel must not be public.
 *
 * @since 1.0.0
 */
@Component
public class Notes {

	/**
	 * Name of the channel on which notes are exchanged.
	 */
	public static final String CHANNEL = "presence-desk";

	/**
	 * Name of the event that carries a note.
	 */
	public static final String WRITTEN = "client-note";

	private static final Log logger = LogFactory.getLog(Notes.class);

	private final PusherClient client;

	Notes(PusherClient client) {
		this.client = client;
	}

	/**
	 * Send a note to all other members of the desk. A client does not receive its own
	 * events.
	 * @param note the note
	 * @return a future that completes when the note has been sent, because its arrival is
	 * not confirmed; it fails with an {@link IllegalStateException} if the channel is not
	 * subscribed
	 */
	public CompletableFuture<Void> send(Note note) {
		return this.client.trigger(CHANNEL, WRITTEN, note);
	}

	// The condition filters events before the method is called. The user id is not in
	// the data: the server adds it on presence channels, so it can be trusted.
	@PusherListener(channels = "presence-*", events = WRITTEN, condition = "!#payload.text.isBlank()")
	void onNote(Note note, @ChannelName String channel, @UserId @Nullable String userId) {
		logger.info(LogMessage.format("%s: a note from '%s'", channel, userId));
	}

	/**
	 * A note, as the data of an event.
	 *
	 * @param text the text
	 */
	public record Note(String text) {

	}

}
