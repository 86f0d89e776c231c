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

package dev.pusherspring.smoke.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The TCP ports that a process listens on, from Linux's {@code /proc}: sockets in state
 * LISTEN that are among the files the process has open.
 */
final class ListeningPorts {

	private static final String LISTEN = "0A";

	private final Path directory;

	ListeningPorts(long pid) {
		this.directory = Path.of("/proc", Long.toString(pid));
	}

	Set<Integer> find() {
		Set<String> own = ownSockets();
		Set<Integer> ports = new HashSet<>();
		for (String table : List.of("tcp", "tcp6")) {
			for (String line : lines(this.directory.resolve("net").resolve(table))) {
				String[] columns = line.trim().split("\\s+");
				if (columns.length > 9 && columns[3].equals(LISTEN) && own.contains("socket:[" + columns[9] + "]")) {
					ports.add(Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16));
				}
			}
		}
		return ports;
	}

	private Set<String> ownSockets() {
		Set<String> sockets = new HashSet<>();
		try (Stream<Path> files = Files.list(this.directory.resolve("fd"))) {
			for (Path file : files.toList()) {
				if (Files.isSymbolicLink(file)) {
					sockets.add(Files.readSymbolicLink(file).toString());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return sockets;
	}

	private static List<String> lines(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file) : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
