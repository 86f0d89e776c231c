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

package dev.pusherspring.publish.wire;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An event in the body of a request.
 *
 * @param channels names of the channels
 * @param event name of the event
 * @param data the data, as text
 * @param socketId socket id of the connection that does not receive the event, or
 * {@code null}
 * @param info comma-separated names of the requested attributes, or {@code null}
 * @since 1.0.0
 */
public record EventBody(List<String> channels, String event, String data, @Nullable String socketId,
		@Nullable String info) {

	private static final JsonFactory factory = new JsonFactory();

	/**
	 * Return the body of a request that publishes this event.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		ByteArrayOutputStream body = new ByteArrayOutputStream(this.data.length() + 128);
		try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), body)) {
			write(json, false);
		}
		return body.toByteArray();
	}

	/**
	 * Return the body of a request that publishes a batch.
	 * @param events the events, each for one channel
	 * @return the bytes
	 */
	public static byte[] toBytes(Collection<EventBody> events) {
		ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
		try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), body)) {
			json.writeStartObject();
			json.writeName("batch");
			json.writeStartArray();
			events.forEach((event) -> event.write(json, true));
			json.writeEndArray();
			json.writeEndObject();
		}
		return body.toByteArray();
	}

	private void write(JsonGenerator json, boolean inBatch) {
		json.writeStartObject();
		json.writeName("name");
		json.writeString(this.event);
		if (inBatch) {
			json.writeName("channel");
			json.writeString(this.channels.get(0));
		}
		else {
			json.writeName("channels");
			json.writeStartArray();
			this.channels.forEach(json::writeString);
			json.writeEndArray();
		}
		json.writeName("data");
		json.writeString(this.data);
		if (this.socketId != null) {
			json.writeName("socket_id");
			json.writeString(this.socketId);
		}
		if (this.info != null) {
			json.writeName("info");
			json.writeString(this.info);
		}
		json.writeEndObject();
	}

	/**
	 * Does not include the data.
	 */
	@Override
	public String toString() {
		return "EventBody[channels=" + this.channels + ", event=" + this.event + "]";
	}

}
