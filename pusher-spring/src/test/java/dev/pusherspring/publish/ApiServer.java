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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pusherspring.publish.http.SocketRequestFactory;

/**
 * Server that reads whole requests and answers to each with what a test says, byte for
 * byte, or closes the connection without an answer.
 */
public final class ApiServer implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

	private final ServerSocket server;

	private final Function<Request, String> answers;

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	/**
	 * Start the server.
	 * @param answers makes the bytes of an answer; an empty text closes the connection
	 */
	public ApiServer(Function<Request, String> answers) {
		this.answers = answers;
		try {
			this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "api-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				start(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			for (Request request = read(socket.getInputStream()); request != null; request = read(
					socket.getInputStream())) {
				this.requests.add(request);
				String answer = this.answers.apply(request);
				if (answer.isEmpty()) {
					return;
				}
				socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			// reset by the client
		}
	}

	private static Request read(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		while (!head.toString().endsWith("\r\n\r\n")) {
			int next = input.read();
			if (next == -1) {
				return null;
			}
			head.append((char) next);
		}
		Matcher length = LENGTH.matcher(head);
		byte[] body = input.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
		return new Request(head.toString(), new String(body, StandardCharsets.UTF_8));
	}

	/**
	 * Return an answer.
	 * @param status status and reason
	 * @param body the body
	 * @param headers further headers
	 * @return the bytes
	 */
	public static String answer(String status, String body, String... headers) {
		return "HTTP/1.1 " + status + "\r\n"
				+ Stream.of(headers).map((header) -> header + "\r\n").collect(Collectors.joining()) + "Content-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
	}

	public List<Request> getRequests() {
		return this.requests;
	}

	/**
	 * Return how many connections there were.
	 * @return the number of sockets ever accepted
	 */
	public int countConnections() {
		return this.sockets.size();
	}

	/**
	 * Close the connections that are open.
	 */
	public void closeConnections() {
		for (Socket socket : this.sockets) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	public int getPort() {
		return this.server.getLocalPort();
	}

	/**
	 * Return options for this server.
	 * @return the builder
	 */
	public PublishOptions.Builder options() {
		return PublishOptions.builder("7", "app-key", "app-secret")
			.address(URI.create("http://127.0.0.1:" + getPort()));
	}

	/**
	 * Return what sends requests as it does by default.
	 * @return the factory
	 */
	public static SocketRequestFactory requestFactory() {
		return new SocketRequestFactory(Duration.ofSeconds(2), Duration.ofSeconds(5), () -> null);
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		closeConnections();
	}

	/**
	 * A request.
	 *
	 * @param head the bytes up to the body
	 * @param body the body
	 */
	public record Request(String head, String body) {

		public String method() {
			return this.head.substring(0, this.head.indexOf(' '));
		}

		public String path() {
			return URI.create(target()).getRawPath();
		}

		private String target() {
			return this.head.split(" ", 3)[1];
		}

		/**
		 * Return the parameters.
		 * @return their decoded values by name
		 */
		public Map<String, String> parameters() {
			return Stream.of(URI.create(target()).getQuery().split("&"))
				.map((parameter) -> parameter.split("=", 2))
				.collect(Collectors.toMap((parts) -> parts[0], (parts) -> parts[1]));
		}

	}

}
