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

package dev.pusherspring.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * HTTP proxy that tunnels with {@code CONNECT} and passes plain requests on. It alone
 * knows the names: whatever host a client asks for is on this machine.
 */
public final class ConnectProxy implements AutoCloseable {

	private final ServerSocket socket;

	private final int target;

	private final @Nullable String authorization;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	/**
	 * Create a new {@link ConnectProxy} instance.
	 * @param target port that all connections go to, on this machine
	 * @param credentials name and password with a colon between them that a client must
	 * know, or {@code null}
	 */
	public ConnectProxy(int target, @Nullable String credentials) {
		this.target = target;
		this.authorization = (credentials != null)
				? "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) : null;
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "connect-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				this.sockets.add(client);
				start(() -> serve(client));
			}
			catch (IOException ex) {
				// closed
			}
		}
	}

	public int getPort() {
		return this.socket.getLocalPort();
	}

	/**
	 * Return what was asked for, in order: the method, scheme and authority of each
	 * request, after a status if the proxy refused it.
	 * @return the requests
	 */
	public List<String> getRequests() {
		return List.copyOf(this.requests);
	}

	private void serve(Socket client) {
		try (client) {
			List<String> head = readHead(client.getInputStream());
			while (!head.isEmpty() && !isAuthorized(head)) {
				this.requests.add("407 " + describe(head.get(0)));
				discardBody(head, client.getInputStream());
				write(client, "HTTP/1.1 407 Proxy Authentication Required\r\n"
						+ "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
				head = readHead(client.getInputStream());
			}
			if (!head.isEmpty()) {
				this.requests.add(describe(head.get(0)));
				forward(head, client);
			}
		}
		catch (IOException ex) {
			// the client has gone, or the server
		}
	}

	private boolean isAuthorized(List<String> head) {
		return this.authorization == null || this.authorization.equals(header(head, "proxy-authorization"));
	}

	private static @Nullable String header(List<String> head, String name) {
		return head.stream()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
			.map((line) -> line.substring(name.length() + 1).trim())
			.findFirst()
			.orElse(null);
	}

	private static void discardBody(List<String> head, InputStream in) throws IOException {
		String length = header(head, "content-length");
		in.readNBytes((length != null) ? Integer.parseInt(length) : 0);
	}

	private static String describe(String requestLine) {
		String[] parts = requestLine.split(" ");
		if (!parts[1].contains("://")) {
			return parts[0] + " " + parts[1];
		}
		URI uri = URI.create(parts[1]);
		return parts[0] + " " + uri.getScheme() + "://" + uri.getRawAuthority();
	}

	private void forward(List<String> head, Socket client) throws IOException {
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target)) {
			this.sockets.add(server);
			if (head.get(0).startsWith("CONNECT ")) {
				write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
			}
			else {
				write(server, String.join("\r\n", rewrite(head)) + "\r\n\r\n");
			}
			start(() -> pump(client, server));
			server.getInputStream().transferTo(client.getOutputStream());
		}
	}

	// one request for each connection
	private static List<String> rewrite(List<String> head) {
		String[] parts = head.get(0).split(" ");
		URI uri = URI.create(parts[1]);
		List<String> rewritten = new ArrayList<>();
		rewritten.add(parts[0] + " " + uri.getRawPath() + ((uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "")
				+ " " + parts[2]);
		for (String line : head.subList(1, head.size())) {
			String name = line.toLowerCase(Locale.ROOT);
			if (!name.startsWith("proxy-") && !name.startsWith("connection:")) {
				rewritten.add(line);
			}
		}
		rewritten.add("Connection: close");
		return rewritten;
	}

	private static void pump(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.close();
		}
		catch (IOException ex) {
			// the other direction finds out
		}
	}

	private static List<String> readHead(InputStream in) throws IOException {
		List<String> lines = new ArrayList<>();
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next >= 0; next = in.read()) {
			if (next != '\n') {
				line.append((char) next);
				continue;
			}
			String text = line.toString().trim();
			if (text.isEmpty()) {
				return lines;
			}
			lines.add(text);
			line.setLength(0);
		}
		return List.of();
	}

	private static void write(Socket socket, String text) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
			for (Socket open : this.sockets) {
				open.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
