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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ChannelName;
import dev.pusherspring.client.PrintableText;
import dev.pusherspring.publish.PublishCall.Operation;
import dev.pusherspring.publish.wire.EventBody;
import dev.pusherspring.publish.wire.EventData;
import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.SocketId;

/**
 * Encodes messages for the HTTP API, and rejects messages that the server would reject.
 */
final class MessageEncoder {

	private static final String USER_CHANNEL = "#server-to-user-";

	private static final int MAX_NAME = 200;

	private final PublishOptions options;

	private final EventData data;

	MessageEncoder(PublishOptions options, JsonMapper mapper) {
		this.options = options;
		this.data = new EventData(mapper, options.getTraceContextField());
	}

	/**
	 * Check a message and convert its data to text, so that later modifications have no
	 * effect.
	 * @param message the message
	 * @param operation the operation that the message is for
	 * @return the message with its data as text
	 * @throws PublishRejectedException if it cannot be published
	 */
	Prepared prepare(PusherMessage message, Operation operation) {
		checkChannels(message, operation);
		check(!message.getEvent().isEmpty() && message.getEvent().length() <= MAX_NAME,
				"The name of an event must have between 1 and %d characters, but has %d", MAX_NAME,
				message.getEvent().length());
		String socketId = message.getExcludedSocketId();
		check(socketId == null || SocketId.isValid(socketId), "'%s' is not a valid socket id", socketId);
		check(!message.getInfo().contains(ChannelAttribute.CACHE),
				"The cached event of a channel cannot be requested when publishing an event");
		Prepared prepared = new Prepared(message, write(message));
		checkSize(message, prepared.text());
		return prepared;
	}

	private void checkChannels(PusherMessage message, Operation operation) {
		List<String> channels = message.getChannels();
		if (operation == Operation.SEND_TO_USER) {
			return;
		}
		channels.forEach(MessageEncoder::checkChannel);
		check(operation != Operation.BATCH || channels.size() == 1,
				"Event '%s' in a batch must have exactly one channel, but has %d", message.getEvent(), channels.size());
		int limit = this.options.getLimits().channels();
		check(channels.size() <= limit, "Event '%s' has %d channels, but at most %d are allowed", message.getEvent(),
				channels.size(), limit);
		String encrypted = channels.stream().filter(MessageEncoder::isEncrypted).findFirst().orElse(null);
		check(encrypted == null || channels.size() == 1,
				"Event '%s' has several channels, of which '%s' is encrypted. Publish the event on each channel "
						+ "separately",
				message.getEvent(), encrypted);
		check(encrypted == null || this.options.getEncryptionMasterKey() != null,
				"Channel '%s' is encrypted, but there is no master key. Set 'encryption-master-key'", encrypted);
	}

	static String checkChannel(String channel) {
		try {
			return ChannelName.requireValid(channel);
		}
		catch (IllegalArgumentException ex) {
			throw new PublishRejectedException(String.valueOf(ex.getMessage()), null);
		}
	}

	static String userChannel(String userId) {
		Assert.hasText(userId, "'userId' must not be empty");
		check(userId.length() <= MAX_NAME - USER_CHANNEL.length(),
				"The id of the user has %d characters, but at most %d are allowed", userId.length(),
				MAX_NAME - USER_CHANNEL.length());
		return USER_CHANNEL + userId;
	}

	private static boolean isEncrypted(String channel) {
		return ChannelKind.of(channel) == ChannelKind.ENCRYPTED;
	}

	private String write(PusherMessage message) {
		try {
			return this.data.text(message.getData());
		}
		catch (JacksonException ex) {
			// other exception messages may quote the data
			String reason = (ex instanceof InvalidDefinitionException) ? ex.getOriginalMessage()
					: ex.getClass().getName();
			throw new PublishRejectedException("The data of event '%s' cannot be converted to JSON: %s"
				.formatted(PrintableText.of(message.getEvent()), reason), null);
		}
	}

	private void checkSize(PusherMessage message, String text) {
		int limit = this.options.getLimits().data();
		// a char takes at most three bytes in UTF-8
		if (text.length() * 3L > limit) {
			int size = text.getBytes(StandardCharsets.UTF_8).length;
			if (size > limit) {
				throw new PublishRejectedException("The data of event '%s' has %d bytes, but at most %d are allowed"
					.formatted(PrintableText.of(message.getEvent()), size, limit), null);
			}
		}
	}

	private static void check(boolean valid, String problem, @Nullable Object... arguments) {
		if (!valid) {
			Object[] printable = Arrays.stream(arguments)
				.map((argument) -> (argument instanceof String text) ? PrintableText.of(text) : argument)
				.toArray();
			throw new PublishRejectedException(problem.formatted(printable), null);
		}
	}

	/**
	 * Complete a message.
	 * @param prepared the message
	 * @param traceContext the trace context to add to data that is a JSON object
	 * @return the event to send
	 * @throws PublishRejectedException if it is too large
	 */
	EventBody complete(Prepared prepared, Map<String, String> traceContext) {
		PusherMessage message = prepared.message();
		String text = this.data.withTraceContext(prepared.text(), message.getData(), traceContext);
		String channel = message.getChannels().get(0);
		EncryptionMasterKey masterKey = this.options.getEncryptionMasterKey();
		if (isEncrypted(channel) && masterKey != null) {
			text = EventData.encrypt(text, channel, masterKey);
		}
		if (!text.equals(prepared.text())) {
			checkSize(message, text);
		}
		return new EventBody(message.getChannels(), message.getEvent(), text, message.getExcludedSocketId(),
				message.getInfo().isEmpty() ? null : parameter(message));
	}

	private static String parameter(PusherMessage message) {
		return message.getInfo().stream().sorted().map(ChannelAttribute::getParameter).collect(Collectors.joining(","));
	}

	/**
	 * A message whose data has been converted.
	 *
	 * @param message the message
	 * @param text the data as text
	 */
	record Prepared(PusherMessage message, String text) {

		@Override
		public String toString() {
			return this.message.toString();
		}

	}

}
