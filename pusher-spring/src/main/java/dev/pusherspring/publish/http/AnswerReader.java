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

package dev.pusherspring.publish.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.springframework.http.HttpHeaders;

/**
 * Reads the answers of a connection, with limits for time and size.
 */
final class AnswerReader {

	private static final int MAX_HEAD = 64 * 1024;

	private static final int MAX_BODY = 17 * 1024 * 1024;

	private static final int MAX_INTERIM_ANSWERS = 10;

	private final Socket socket;

	private final InputStream in;

	private final byte[] buffer = new byte[8 * 1024];

	private int position;

	private int limit;

	private long deadline;

	AnswerReader(Socket socket) throws IOException {
		this.socket = socket;
		this.in = socket.getInputStream();
	}

	/**
	 * Read an answer.
	 * @param deadline value of {@link System#nanoTime()} by which it must be complete
	 * @return the answer
	 */
	SocketResponse read(long deadline) throws IOException {
		this.deadline = deadline;
		for (int i = 0; i <= MAX_INTERIM_ANSWERS; i++) {
			int[] left = { MAX_HEAD };
			String statusLine = line(left);
			int status = status(statusLine);
			HttpHeaders headers = headers(left);
			if (status >= 200) {
				return response(statusLine, status, headers);
			}
		}
		throw new IOException("the server sent more than %d interim answers".formatted(MAX_INTERIM_ANSWERS));
	}

	private static int status(String line) throws IOException {
		if (line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ') {
			try {
				int status = Integer.parseInt(line.substring(9, 12));
				if (status >= 100) {
					return status;
				}
			}
			catch (NumberFormatException ex) {
				// as below
			}
		}
		throw new IOException("the answer is not HTTP/1.1");
	}

	private HttpHeaders headers(int[] left) throws IOException {
		HttpHeaders headers = new HttpHeaders();
		for (String line = line(left); !line.isEmpty(); line = line(left)) {
			int colon = line.indexOf(':');
			if (colon <= 0) {
				throw new IOException("the answer has a header without a name");
			}
			headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
		}
		return headers;
	}

	private SocketResponse response(String statusLine, int status, HttpHeaders headers) throws IOException {
		String connection = headers.getFirst(HttpHeaders.CONNECTION);
		boolean persistent = statusLine.startsWith("HTTP/1.1")
				&& (connection == null || !connection.toLowerCase(Locale.ROOT).contains("close"));
		byte[] body;
		String encoding = headers.getFirst(HttpHeaders.TRANSFER_ENCODING);
		String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
		if (status == 204 || status == 304) {
			body = new byte[0];
		}
		else if (encoding != null) {
			if (!encoding.equalsIgnoreCase("chunked")) {
				throw new IOException("the answer has an unknown transfer encoding");
			}
			body = chunks();
		}
		else if (length != null) {
			body = bytes(size(length, 10));
		}
		else {
			persistent = false;
			body = rest();
		}
		return new SocketResponse(status, statusLine.substring(12).strip(), headers, body,
				persistent && this.position == this.limit);
	}

	private static int size(String text, int radix) throws IOException {
		try {
			int size = Integer.parseInt(text.strip(), radix);
			if (size >= 0 && size <= MAX_BODY) {
				return size;
			}
		}
		catch (NumberFormatException ex) {
			// as below
		}
		throw new IOException("the length of the answer is invalid or exceeds %d bytes".formatted(MAX_BODY));
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int[] left = { MAX_HEAD };
		while (true) {
			String line = line(left);
			int extension = line.indexOf(';');
			int size = size((extension >= 0) ? line.substring(0, extension) : line, 16);
			if (size == 0) {
				headers(left);
				return body.toByteArray();
			}
			size(Integer.toString(body.size() + size), 10);
			body.write(bytes(size));
			line(left);
			left[0] = MAX_HEAD;
		}
	}

	private byte[] bytes(int count) throws IOException {
		byte[] bytes = new byte[count];
		int copied = 0;
		while (copied < count) {
			require();
			int part = Math.min(count - copied, this.limit - this.position);
			System.arraycopy(this.buffer, this.position, bytes, copied, part);
			this.position += part;
			copied += part;
		}
		return bytes;
	}

	private byte[] rest() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		while (this.position < this.limit || fill()) {
			body.write(this.buffer, this.position, this.limit - this.position);
			this.position = this.limit;
			size(Integer.toString(body.size()), 10);
		}
		return body.toByteArray();
	}

	private String line(int[] left) throws IOException {
		StringBuilder beginning = null;
		while (true) {
			require();
			int end = this.position;
			while (end < this.limit && this.buffer[end] != '\n') {
				end++;
			}
			left[0] -= end - this.position + 1;
			if (left[0] < 0) {
				throw new IOException("the headers of the answer exceed %d bytes".formatted(MAX_HEAD));
			}
			String text = new String(this.buffer, this.position, end - this.position, StandardCharsets.ISO_8859_1);
			boolean complete = end < this.limit;
			this.position = complete ? end + 1 : end;
			if (complete) {
				return withoutReturn((beginning != null) ? beginning.append(text).toString() : text);
			}
			beginning = (beginning != null) ? beginning.append(text) : new StringBuilder(text);
		}
	}

	private static String withoutReturn(String line) {
		return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
	}

	private void require() throws IOException {
		if (this.position == this.limit && !fill()) {
			throw new EOFException("the connection was closed before the answer was complete");
		}
	}

	static SocketTimeoutException timedOut() {
		return new SocketTimeoutException("the answer was not complete in time");
	}

	private boolean fill() throws IOException {
		long millis = TimeUnit.NANOSECONDS.toMillis(this.deadline - System.nanoTime());
		if (millis <= 0) {
			throw timedOut();
		}
		this.socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, millis));
		int count = this.in.read(this.buffer);
		this.position = 0;
		this.limit = Math.max(0, count);
		return count > 0;
	}

}
