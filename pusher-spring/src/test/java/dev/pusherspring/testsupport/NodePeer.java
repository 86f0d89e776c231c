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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official client and publisher in a Node process, led by a test. Its packages are
 * installed into {@code target} once per build. Takes {@code node} and {@code npm}: see
 * {@link #assumeInstalled()}.
 */
public final class NodePeer implements AutoCloseable {

	private static final Path SOURCES = Path.of("src", "test", "js");

	private static final Path HOME = Path.of("target", "peers");

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final List<String> news = new CopyOnWriteArrayList<>();

	private final Process process;

	private final Writer commands;

	/**
	 * Start a process.
	 * @param soketi the server that client and publisher use
	 * @param userId the client's user on presence channels
	 */
	public NodePeer(SoketiContainer soketi, String userId) {
		ProcessBuilder builder = new ProcessBuilder("node", "peer.js").directory(HOME.toFile())
			.redirectError(HOME.resolve("peer-" + userId + ".log").toFile());
		builder.environment()
			.putAll(Map.of("HOST", soketi.host(), "PORT", Integer.toString(soketi.port()), "APP_ID",
					SoketiContainer.APP_ID, "APP_KEY", SoketiContainer.APP_KEY, "APP_SECRET",
					SoketiContainer.APP_SECRET, "USER_ID", userId));
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.commands = new OutputStreamWriter(this.process.getOutputStream(), StandardCharsets.UTF_8);
		Thread reader = new Thread(this::read, "peer-" + userId);
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Skip the tests where Node is not installed, else install the packages.
	 */
	public static synchronized void assumeInstalled() {
		Assumptions.assumeTrue(isInstalled("node") && isInstalled("npm"), "node and npm are not installed");
		try {
			Files.createDirectories(HOME);
			for (String name : List.of("package.json", "package-lock.json", "peer.js", "ws-server.js", "judge.js")) {
				Files.copy(SOURCES.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
			}
			Path done = HOME.resolve("installed.json");
			Path lock = SOURCES.resolve("package-lock.json");
			if (!Files.exists(done) || Files.mismatch(done, lock) >= 0) {
				run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
				Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void run(List<String> command) throws IOException {
		Path log = HOME.resolve("npm.log");
		Process process = new ProcessBuilder(command).directory(HOME.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException("npm failed: " + Files.readString(log));
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isInstalled(String command) {
		try {
			return new ProcessBuilder(command, "--version").redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				this.news.add(line);
			}
		}
		catch (IOException ex) {
			this.news.add("The process has ended: " + ex.getMessage());
		}
	}

	/**
	 * Connect the client and subscribe channels.
	 * @param channels names of the channels
	 * @return this peer
	 */
	public NodePeer join(String... channels) {
		command(Map.of("type", "connect"));
		await("\"type\":\"connected\"");
		for (String channel : channels) {
			command(Map.of("type", "subscribe", "channel", channel));
			await("\"type\":\"subscribed\"", "\"" + channel + "\"");
		}
		return this;
	}

	/**
	 * Have the official publisher publish an event.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data
	 * @param masterKey key from which those of encrypted channels derive, may be empty
	 */
	public void publish(String channel, String event, Object data, String masterKey) {
		command(Map.of("type", "publish", "channel", channel, "event", event, "data", data, "masterKey", masterKey));
	}

	/**
	 * Give a command, and wait until it is carried out.
	 * @param command the command as {@code peer.js} understands it
	 */
	public void command(Map<String, Object> command) {
		int before = this.news.size();
		try {
			this.commands.write(MAPPER.writeValueAsString(command) + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		String type = "\"command\":\"" + command.get("type") + "\"";
		Awaitility.await(command.toString())
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.news.stream().skip(before).anyMatch((line) -> line.contains(type)));
		this.news.stream()
			.skip(before)
			.filter((line) -> line.contains("\"failed\"") && line.contains(type))
			.findFirst()
			.ifPresent((line) -> {
				throw new IllegalStateException(line);
			});
	}

	/**
	 * Wait for news.
	 * @param parts what a line of the news contains
	 * @return the line
	 */
	public String await(String... parts) {
		Awaitility.await(List.of(parts) + " in " + this.news)
			.atMost(Duration.ofSeconds(20))
			.until(() -> find(parts) != null);
		return find(parts);
	}

	private String find(String... parts) {
		return this.news.stream()
			.filter((line) -> List.of(parts).stream().allMatch(line::contains))
			.findFirst()
			.orElse(null);
	}

	/**
	 * End the process, and its connection without a word.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
