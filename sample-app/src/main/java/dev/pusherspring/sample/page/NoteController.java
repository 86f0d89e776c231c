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

package dev.pusherspring.sample.page;

import java.util.concurrent.CompletableFuture;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import dev.pusherspring.sample.Notes;
import dev.pusherspring.sample.Notes.Note;

/**
 * Receives notes from the page and sends them as this application.
 */
@RestController
class NoteController {

	private static final int MAX_LENGTH = 200;

	private final Notes notes;

	private final EventView events;

	NoteController(Notes notes, EventView events) {
		this.notes = notes;
		this.events = events;
	}

	@PostMapping(path = "/api/notes", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	CompletableFuture<Void> write(@RequestBody Note note) {
		if (note.text().isBlank() || note.text().length() > MAX_LENGTH) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"A note must have 1 to %d characters".formatted(MAX_LENGTH));
		}
		return this.notes.send(note).thenRun(() -> this.events.sent(note));
	}

	// the channel is not subscribed, or too many notes are waiting
	@ExceptionHandler
	ProblemDetail notSent(IllegalStateException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(ex.getMessage()));
	}

}
