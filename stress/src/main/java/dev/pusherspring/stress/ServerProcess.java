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

package dev.pusherspring.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.pusherspring.stress.server.Server;

/**
 * The server in its own JVM, which exits along with this one.
 */
final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader answers;

	private final Writer commands;

	private final String[] ports;

	ServerProcess(List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
						System.getProperty("java.class.path"), Server.class.getName()));
		command.addAll(arguments);
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.answers = this.process.inputReader();
		this.commands = this.process.outputWriter();
		this.ports = line().split(" ");
	}

	private String line() throws IOException {
		String line = this.answers.readLine();
		if (line == null) {
			throw new IOException("The server has exited");
		}
		return line;
	}

	int port() {
		return Integer.parseInt(this.ports[0]);
	}

	int authPort() {
		return Integer.parseInt(this.ports[1]);
	}

	/**
	 * Send a command and wait until it has been executed.
	 * @param command the command
	 * @return the answer of the server
	 * @throws IOException if the server has exited
	 */
	List<String> tell(String command) throws IOException {
		this.commands.write(command + "\n");
		this.commands.flush();
		List<String> lines = new ArrayList<>();
		for (String line = line(); !line.equals("end"); line = line()) {
			lines.add(line);
		}
		return lines;
	}

	List<Fate> report() throws IOException {
		return tell("report").stream().map(Fate::parse).toList();
	}

	@Override
	public void close() throws IOException {
		this.commands.close();
		this.process.destroy();
		this.process.onExit().join();
	}

}
