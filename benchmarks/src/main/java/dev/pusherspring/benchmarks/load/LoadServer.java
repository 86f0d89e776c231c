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

package dev.pusherspring.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The server for all clients: WebSocket, WebSocket over TLS and the authorization
 * endpoint, each on its own port of the loopback interface. Prints the ports, and exits
 * at the end of its standard input, along with the process that started it.
 */
public final class LoadServer {

	private LoadServer() {
	}

	/**
	 * Serve until standard input ends.
	 * @param args the file of the key store
	 * @throws IOException if no port can be opened
	 * @throws GeneralSecurityException if the key store cannot be used
	 */
	public static void main(String[] args) throws IOException, GeneralSecurityException {
		// do not wait for the client's delayed ACK between the headers and the body
		System.setProperty("sun.net.httpserver.nodelay", "true");
		InetAddress loopback = InetAddress.getLoopbackAddress();
		ServerSocket plain = new ServerSocket(0, 50, loopback);
		ServerSocket tls = Certificate.sslContext(Path.of(args[0]))
			.getServerSocketFactory()
			.createServerSocket(0, 50, loopback);
		start("accept-plain", () -> accept(plain));
		start("accept-tls", () -> accept(tls));
		System.out
			.println("PORTS %d %d %d".formatted(plain.getLocalPort(), tls.getLocalPort(), new AuthEndpoint().port()));
		while (System.in.read() >= 0) {
			// no input is expected except its end
		}
		System.exit(0);
	}

	private static void accept(ServerSocket server) {
		try {
			while (true) {
				Socket socket = server.accept();
				start("connection", new ClientConnection(socket));
			}
		}
		catch (IOException ex) {
			System.err.println("No more connections: " + ex);
		}
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
