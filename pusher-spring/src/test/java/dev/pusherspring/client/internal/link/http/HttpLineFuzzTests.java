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

package dev.pusherspring.client.internal.link.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pusherspring.testsupport.Fuzz;
import dev.pusherspring.testsupport.LogRecorder;
import dev.pusherspring.testsupport.ScriptedHttpServer.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link HttpLink} with lines of chance in its stream: each message is received or
 * reported, and the next good one arrives.
 */
class HttpLineFuzzTests extends AbstractHttpLinkTests {

	private static final List<String> RECORDED = List.of("m\"one\"", "a[\"one\",\"two \\u20ac\"]", "m\"\u20ac\"", "a[]",
			"a[\"{\\\"event\\\":\\\"e\\\",\\\"data\\\":\\\"{}\\\"}\"]");

	@Test
	void noLineHarmsWhatComesAfterIt() {
		try (LogRecorder log = new LogRecorder("dev.pusherspring.client.internal.loop")) {
			Request request = openStream();
			Fuzz.run(RECORDED, (number, input) -> {
				String line = new String(input, StandardCharsets.UTF_8).replace('\n', ' ');
				// others have meanings of their own, or none
				if (!line.startsWith("m") && !line.startsWith("a")) {
					line = "m" + line;
				}
				request.write(line + "\nm\"good " + number + "\"\n");
				int reports = 0;
				String good = "received good " + number;
				for (String heard = this.recorder.next(); !heard.equals(good); heard = this.recorder.next()) {
					assertThat(heard).startsWith((heard.charAt(0) == 'r') ? "received " : "discarded ");
					reports++;
				}
				if (line.startsWith("m")) {
					assertThat(reports).isEqualTo(1);
				}
			});
			assertThat(log.text()).isEmpty();
		}
	}

}
