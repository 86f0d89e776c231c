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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the soak test with plain and with secure connections, for an equal part of the
 * time each, and reports the result by its exit status.
 */
public final class Stress {

	private static final String PASSWORD = "stress";

	private Stress() {
	}

	/**
	 * Run the soak tests.
	 * @param args {@code --minutes}, {@code --rate} of events per second,
	 * {@code --faults} per second, {@code --seed} and {@code --schemes}, such as
	 * {@code wss}
	 * @throws Exception if the server cannot be run
	 */
	public static void main(String[] args) throws Exception {
		Map<String, String> options = new TreeMap<>(Map.of("minutes", "2", "rate", "2000", "faults", "1", "seed",
				"" + System.nanoTime(), "schemes", "ws,wss"));
		for (String arg : args) {
			String[] parts = arg.split("=");
			if (parts.length != 2 || options.replace(parts[0].replaceFirst("^--", ""), parts[1]) == null) {
				throw new IllegalArgumentException(
						"There is no option '%s'. The options are %s".formatted(arg, options));
			}
		}
		System.out.println("Options: " + options);
		List<String> schemes = List.of(options.get("schemes").split(","));
		if (!List.of("ws", "wss").containsAll(schemes)) {
			throw new IllegalArgumentException("The schemes are 'ws' and 'wss', but not " + schemes);
		}
		long part = (long) (Double.parseDouble(options.get("minutes")) * 60e9 / schemes.size());
		Path keyStore = createKeyStore();
		boolean fine = true;
		for (String scheme : schemes) {
			fine &= run(scheme.equals("wss"), keyStore, options, System.nanoTime() + part);
		}
		Files.delete(keyStore);
		System.exit(fine ? 0 : 1);
	}

	private static boolean run(boolean tls, Path keyStore, Map<String, String> options, long end) throws Exception {
		List<String> arguments = new ArrayList<>(List.of(options.get("rate")));
		if (tls) {
			arguments.addAll(List.of(keyStore.toString(), PASSWORD));
		}
		System.out.println("\n| %s | |\n|---|---|".formatted(tls ? "`wss`" : "`ws`"));
		Duration interval = Duration.ofNanos((long) (1e9 / Double.parseDouble(options.get("faults"))));
		try (ServerProcess server = new ServerProcess(arguments);
				Soak soak = new Soak(tls, Long.parseLong(options.get("seed")), server)) {
			return soak.run(end, interval);
		}
	}

	private static Path createKeyStore() throws IOException, InterruptedException {
		Path file = Files.createTempDirectory("stress").resolve("keystore.p12");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "localhost", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
				"CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12",
				"-keystore", file.toString(), "-storepass", PASSWORD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (process.waitFor() != 0) {
			throw new IOException("keytool failed");
		}
		System.setProperty("javax.net.ssl.trustStore", file.toString());
		System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
		return file;
	}

}
