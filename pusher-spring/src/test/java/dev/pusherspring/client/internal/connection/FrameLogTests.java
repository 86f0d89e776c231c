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

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FrameLog}.
 */
class FrameLogTests {

	@AutoClose
	private final LogRecorder recorder = new LogRecorder("dev.pusherspring.client.frames");

	private final FrameLog log = new FrameLog();

	@Test
	void aMessageIsALineWithoutItsData() {
		this.log.received(new Frame("placed", "orders", "planted", null));
		this.log.received(new Frame("pusher:pong", null, null, null));
		assertLines("Received 'placed' for 'orders' with 7 characters of data",
				"Received 'pusher:pong' with 0 characters of data");
	}

	@Test
	void aRequestNamesTheChannelInItsData() {
		this.log.sent(FrameWriter.unsubscribe("orders"));
		this.log.sent(FrameWriter.ping());
		assertLines("Sent 'pusher:unsubscribe' for 'orders' with 20 characters of data",
				"Sent 'pusher:ping' with 2 characters of data");
	}

	@Test
	void aClientEventNamesItsChannelWhateverItsDataSays() {
		this.log.sent(FrameWriter.clientEvent("private-a", "client-typing", "{\"channel\":\"planted\"}"));
		this.log.sent(FrameWriter.clientEvent("private-a", "client-typing", "\"planted\""));
		assertLines("Sent 'client-typing' for 'private-a' with 21 characters of data",
				"Sent 'client-typing' for 'private-a' with 7 characters of data");
	}

	@Test
	void dataThatNamesNoChannelIsNoObstacle() {
		this.log.sent("{\"event\":\"a\"}");
		this.log.sent("{\"event\":\"a\",\"data\":\"no JSON\"}");
		assertLines("Sent 'a' with 0 characters of data", "Sent 'a' with 7 characters of data");
	}

	@Test
	void controlCharactersStayOutOfTheLog() {
		this.log.received(new Frame("a\nb", "c\nd", null, null));
		assertLines("Received 'a\\u000ab' for 'c\\u000ad' with 0 characters of data");
	}

	private void assertLines(String... lines) {
		assertThat(this.recorder.text().lines().map((line) -> line.substring(line.indexOf("frames ") + 7)))
			.containsExactly(lines);
	}

}
