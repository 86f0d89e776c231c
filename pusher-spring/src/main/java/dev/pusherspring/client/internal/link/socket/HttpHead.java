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

package dev.pusherspring.client.internal.link.socket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status and headers of an HTTP answer.
 */
final class HttpHead {

	private static final int MAX_SIZE = 64 * 1024;

	private static final int MAX_INTERIM_ANSWERS = 10;

	private static final int SWITCHING_PROTOCOLS = 101;

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

	private final int status;

	private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private HttpHead(int status) {
		this.status = status;
	}

	/**
	 * Read the head of an answer, skipping interim answers.
	 * @param in the stream, which is read up to the end of the head and no further
	 * @return the head
	 */
	static HttpHead read(InputStream in) throws IOException {
		for (int i = 0; i <= MAX_INTERIM_ANSWERS; i++) {
			HttpHead head = readOne(in);
			if (head.status >= 200 || head.status == SWITCHING_PROTOCOLS) {
				return head;
			}
		}
		throw new IOException("there are more than %d interim answers".formatted(MAX_INTERIM_ANSWERS));
	}

	private static HttpHead readOne(InputStream in) throws IOException {
		List<String> lines = readLines(in);
		Matcher matcher = STATUS_LINE.matcher(lines.get(0));
		if (!matcher.matches()) {
			throw new IOException("the answer is not HTTP/1.1");
		}
		HttpHead head = new HttpHead(Integer.parseInt(matcher.group(1)));
		for (String line : lines.subList(1, lines.size())) {
			int colon = line.indexOf(':');
			if (colon <= 0) {
				throw new IOException("the answer has a header without a name");
			}
			head.headers.computeIfAbsent(line.substring(0, colon), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).trim());
		}
		return head;
	}

	// byte by byte, to leave everything after the head in the stream
	private static List<String> readLines(InputStream in) throws IOException {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (int size = 0; size < MAX_SIZE; size++) {
			int next = in.read();
			if (next == -1) {
				throw new EOFException("the connection was closed before the answer was complete");
			}
			if (next != '\n') {
				line.append((char) next);
				continue;
			}
			String text = line.toString().stripTrailing();
			line.setLength(0);
			if (text.isEmpty() && !lines.isEmpty()) {
				return lines;
			}
			lines.add(text);
		}
		throw new IOException("the headers of the answer exceed %d bytes".formatted(MAX_SIZE));
	}

	int getStatus() {
		return this.status;
	}

	/**
	 * Return the values of a header.
	 * @param name name of the header
	 * @return one value for each line
	 */
	List<String> get(String name) {
		return this.headers.getOrDefault(name, List.of());
	}

	/**
	 * Return the items of a header whose value is a list.
	 * @param name name of the header
	 * @return the items in lower case
	 */
	List<String> getTokens(String name) {
		return get(name).stream()
			.flatMap((value) -> Pattern.compile(",").splitAsStream(value))
			.map((token) -> token.trim().toLowerCase(Locale.ROOT))
			.filter((token) -> !token.isEmpty())
			.toList();
	}

}
