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

package dev.pusherspring.benchmarks.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pusherspring.benchmarks.load.Certificate;
import dev.pusherspring.benchmarks.load.LoadServer;

/**
 * The load server in its own JVM, which exits along with this one.
 */
final class Server implements AutoCloseable {

	private final Path directory;

	private final Path keyStore;

	private final Process process;

	private final String[] ports;

	Server(Installation installation) throws IOException, InterruptedException {
		this.directory = Files.createTempDirectory("benchmark");
		this.keyStore = this.directory.resolve("keystore.p12");
		Certificate.create(this.keyStore);
		this.process = new ProcessBuilder(installation.java(), "-Xmx512m", "-cp", installation.everything(),
				LoadServer.class.getName(), this.keyStore.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader reader = this.process.inputReader();
		String line = reader.readLine();
		if (line == null) {
			throw new IOException("The load server did not start");
		}
		this.ports = line.split(" ");
	}

	/**
	 * Return the system properties for a contender's JVM.
	 * @param tls whether to use TLS
	 * @param authDelay response time of the authorization endpoint in milliseconds
	 * @return system properties
	 */
	List<String> properties(boolean tls, int authDelay) {
		return List.of("-Dport=" + this.ports[1], "-DtlsPort=" + this.ports[2], "-DauthPort=" + this.ports[3],
				"-Dtls=" + tls, "-DauthDelay=" + authDelay, "-Djavax.net.ssl.trustStore=" + this.keyStore,
				"-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
	}

	String port() {
		return this.ports[1];
	}

	@Override
	public void close() throws IOException {
		this.process.getOutputStream().close();
		this.process.destroy();
		this.process.onExit().join();
		Files.deleteIfExists(this.keyStore);
		Files.deleteIfExists(this.directory);
	}

}
