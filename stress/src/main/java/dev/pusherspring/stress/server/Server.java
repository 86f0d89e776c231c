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

package dev.pusherspring.stress.server;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * The scripted server. It reads commands from standard input, one per line, and answers
 * each with one line or, for {@code report}, with one line for each connection and
 * {@code end}. It exits at the end of its input.
 */
public final class Server {

	/**
	 * The channels with events. The client subscribes to all of them.
	 */
	public static final List<String> CHANNELS = List.of("soak-1", "soak-2", "soak-3", "soak-4", "soak-5", "soak-6",
			"cache-soak-7", "private-soak-8", "private-soak-9", "private-soak-10", "presence-soak-11",
			"presence-soak-12");

	private static final int RESTART_MILLIS = 300;

	private final List<Peer> peers = new CopyOnWriteArrayList<>();

	private final AuthEndpoint authEndpoint = new AuthEndpoint();

	private final @Nullable SSLSocketFactory tls;

	private final int rate;

	private final int port;

	private volatile ServerSocket socket;

	private volatile boolean pumping = true;

	// whether the application connects and disconnects the client
	private volatile boolean leaving;

	private Server(int rate, @Nullable SSLSocketFactory tls) throws IOException {
		this.rate = rate;
		this.tls = tls;
		this.socket = CountingSocket.listen(0);
		this.port = this.socket.getLocalPort();
		daemon(this::accept).start();
	}

	/**
	 * Serve until standard input ends.
	 * @param args events per second, and for TLS a key store and its password
	 * @throws Exception if no port can be opened or the key store cannot be used
	 */
	public static void main(String[] args) throws Exception {
		Server server = new Server(Integer.parseInt(args[0]), (args.length > 1) ? tls(args[1], args[2]) : null);
		System.out.println("%d %d".formatted(server.port, server.authEndpoint.port()));
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		for (String line = commands.readLine(); line != null; line = commands.readLine()) {
			server.carryOut(line.split(" "));
			System.out.println("end");
		}
		System.exit(0);
	}

	private static SSLSocketFactory tls(String file, String password) throws IOException, GeneralSecurityException {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream in = new FileInputStream(file)) {
			keyStore.load(in, password.toCharArray());
		}
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(keyStore, password.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		return context.getSocketFactory();
	}

	static Thread daemon(Runnable task) {
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		return thread;
	}

	private void accept() {
		ServerSocket socket = this.socket;
		while (!socket.isClosed()) {
			try {
				Peer peer = new Peer(this.peers.size(), (CountingSocket) socket.accept(), this);
				this.peers.add(peer);
				if (this.leaving) {
					peer.setLeaving();
				}
				daemon(peer::serve).start();
			}
			catch (IOException ex) {
				// restarts
			}
		}
	}

	private void carryOut(String[] command) throws Exception {
		switch (command[0]) {
			case "pump" -> {
				this.pumping = command[1].equals("on");
			}
			case "auth" -> this.authEndpoint.setMode(command[1]);
			case "leaving" -> {
				this.leaving = true;
				// also connections that are being opened, and those that the server has
				// ended
				this.peers.stream().filter(Peer::isOpen).forEach(Peer::leaving);
			}
			case "staying" -> {
				this.leaving = false;
				alive().stream().filter((peer) -> peer.hasSocketId(command[1])).forEach(Peer::staying);
			}
			case "end" -> alive().forEach((peer) -> daemon(() -> peer.end(0)).start());
			case "half-frame" -> alive().forEach((peer) -> daemon(() -> peer.end(-1)).start());
			case "close" -> alive().forEach((peer) -> daemon(() -> peer.end(Integer.parseInt(command[1]))).start());
			case "reset" -> alive().forEach(Peer::reset);
			case "half-open" -> alive().forEach(Peer::fallSilent);
			case "slow" -> alive().forEach((peer) -> peer.setSlow(command[1].equals("on")));
			case "restart" -> restart();
			case "report" -> this.peers.forEach((peer) -> System.out.println(peer.report()));
			default -> throw new IllegalArgumentException(command[0]);
		}
	}

	private List<Peer> alive() {
		return this.peers.stream().filter(Peer::isAlive).toList();
	}

	private void restart() throws IOException {
		this.socket.close();
		alive().forEach((peer) -> daemon(() -> peer.end(0)).start());
		Pause.millis(RESTART_MILLIS);
		this.socket = CountingSocket.listen(this.port);
		daemon(this::accept).start();
	}

	@Nullable SSLSocketFactory tls() {
		return this.tls;
	}

	int port() {
		return this.port;
	}

	int rate() {
		return this.pumping ? this.rate : 0;
	}

}
