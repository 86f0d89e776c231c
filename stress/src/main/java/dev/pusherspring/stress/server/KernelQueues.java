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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The bytes of a connection over the loopback interface that the client has not read yet,
 * as reported by the operating system in {@code /proc}.
 */
final class KernelQueues {

	private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

	private KernelQueues() {
	}

	/**
	 * Return the number of bytes that the client cannot have read.
	 * @param serverPort the port of the server
	 * @param clientPort the port of the client
	 * @return the number of bytes in the queues of both sides, or {@link Long#MAX_VALUE}
	 * if unknown
	 */
	static long unread(int serverPort, int clientPort) {
		long waiting = queue(serverPort, clientPort, 0);
		long arrived = queue(clientPort, serverPort, 1);
		return (waiting < 0 || arrived < 0) ? Long.MAX_VALUE : waiting + arrived;
	}

	private static long queue(int localPort, int remotePort, int which) {
		String local = ":%04X".formatted(localPort);
		String remote = ":%04X".formatted(remotePort);
		for (Path table : TABLES) {
			try {
				for (String line : Files.readAllLines(table)) {
					String[] fields = line.trim().split("\\s+");
					if (fields[1].endsWith(local) && fields[2].endsWith(remote)) {
						return Long.parseLong(fields[4].split(":")[which], 16);
					}
				}
			}
			catch (IOException ex) {
				// another operating system
			}
		}
		return -1;
	}

}
