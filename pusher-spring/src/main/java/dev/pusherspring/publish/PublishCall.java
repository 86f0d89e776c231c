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

package dev.pusherspring.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PrintableText;

/**
 * A call to the HTTP API, as passed to interceptors. This class is not thread-safe.
 *
 * @since 1.0.0
 */
public final class PublishCall {

	private final String app;

	private final Operation operation;

	private final List<String> channels;

	private final @Nullable String event;

	private final int messages;

	private final Map<String, String> traceContext = new LinkedHashMap<>();

	private int attempts;

	PublishCall(String app, Operation operation, List<String> channels, @Nullable String event, int messages) {
		this.app = app;
		this.operation = operation;
		this.channels = channels;
		this.event = event;
		this.messages = messages;
	}

	/**
	 * Return the app.
	 * @return name of the app
	 */
	public String getApp() {
		return this.app;
	}

	/**
	 * Return the operation.
	 * @return the operation
	 */
	public Operation getOperation() {
		return this.operation;
	}

	/**
	 * Return the channels of the call.
	 * @return names of the channels, empty if the call relates to a user
	 */
	public List<String> getChannels() {
		return this.channels;
	}

	/**
	 * Return the event.
	 * @return the name of the event, or {@code null} if there is none or several
	 */
	public @Nullable String getEvent() {
		return this.event;
	}

	/**
	 * Return the number of events to publish.
	 * @return the number of events
	 */
	public int getMessages() {
		return this.messages;
	}

	/**
	 * Return the trace context to add to the data. Interceptors for tracing add entries
	 * to it before the call proceeds.
	 * @return entries such as {@code traceparent}
	 */
	public Map<String, String> getTraceContext() {
		return this.traceContext;
	}

	/**
	 * Return the number of attempts so far.
	 * @return the number of attempts, including those that could not be sent
	 */
	public int getAttempts() {
		return this.attempts;
	}

	void countAttempt() {
		this.attempts++;
	}

	String describe() {
		return switch (this.operation) {
			case TRIGGER -> "Event '%s' for %s".formatted(PrintableText.of(this.event), describeChannels());
			case SEND_TO_USER -> "Event '%s' for a user".formatted(PrintableText.of(this.event));
			case BATCH -> "A batch of %d events".formatted(this.messages);
			case CHANNELS -> "The query of channels";
			case CHANNEL -> "The query of %s".formatted(describeChannels());
			case USERS -> "The query of the users on %s".formatted(describeChannels());
			case TERMINATE -> "The request to end the connections of a user";
		};
	}

	private String describeChannels() {
		return (this.channels.size() == 1) ? "channel '%s'".formatted(PrintableText.of(this.channels.get(0)))
				: "%d channels".formatted(this.channels.size());
	}

	@Override
	public String toString() {
		return "PublishCall[app=" + this.app + ", operation=" + this.operation + ", channels="
				+ PrintableText.of(this.channels.toString()) + ", event=" + PrintableText.of(this.event) + "]";
	}

	/**
	 * The operation of a call.
	 */
	public enum Operation {

		/**
		 * Publish an event on channels.
		 */
		TRIGGER,

		/**
		 * Publish a batch of events.
		 */
		BATCH,

		/**
		 * Publish an event to a user.
		 */
		SEND_TO_USER,

		/**
		 * Query channels.
		 */
		CHANNELS,

		/**
		 * Query one channel.
		 */
		CHANNEL,

		/**
		 * Query the users on a channel.
		 */
		USERS,

		/**
		 * Terminate the connections of a user.
		 */
		TERMINATE;

		/**
		 * Return the id of the operation in metrics and traces.
		 * @return the name in lower case with dashes
		 */
		public String getId() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
