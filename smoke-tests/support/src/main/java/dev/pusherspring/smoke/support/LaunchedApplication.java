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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A program in a JVM of its own, with the classpath of the test that launched it. Its
 * output is kept. Closing kills it if it is still there.
 *
 * @since 1.0.0
 */
public final class LaunchedApplication implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	// what the starter brings, as directories or jars; the rest is the application's own
	private static final Pattern STARTER = Pattern.compile(".*/(pusher-(spring|embedded-server)[^/]*(/target/[^/]+)?"
			+ "|(spring-websocket|spring-boot-restclient|spring-boot-http-client|spring-boot-http-converter)-[^/]+)");

	private final Process process;

	private final List<String> output = new CopyOnWriteArrayList<>();

	private LaunchedApplication(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "output-of-" + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Launch an application.
	 * @param mainClass its main class
	 * @param args its arguments
	 * @return the running application
	 */
	public static LaunchedApplication launch(Class<?> mainClass, String... args) {
		return launch(mainClass, List.of(), args);
	}

	/**
	 * Launch an application with options for its JVM.
	 * @param mainClass its main class
	 * @param jvmOptions options for the JVM
	 * @param args its arguments
	 * @return the running application
	 */
	public static LaunchedApplication launch(Class<?> mainClass, List<String> jvmOptions, String... args) {
		return launch(System.getProperty("java.class.path"), mainClass, jvmOptions, args);
	}

	/**
	 * Launch an application without the starter and what only the starter brings.
	 * @param mainClass its main class
	 * @return the running application
	 */
	public static LaunchedApplication launchWithoutStarter(Class<?> mainClass) {
		String classpath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !STARTER.matcher(entry.replace('\\', '/')).matches())
			.collect(Collectors.joining(File.pathSeparator));
		return launch(classpath, mainClass, List.of());
	}

	private static LaunchedApplication launch(String classpath, Class<?> mainClass, List<String> jvmOptions,
			String... args) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classpath, mainClass.getName()));
		command.addAll(List.of(args));
		try {
			return new LaunchedApplication(new ProcessBuilder(command).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader()) {
			reader.lines().forEach(this.output::add);
		}
		catch (IOException | UncheckedIOException ex) {
			this.output.add("The output ended: " + ex);
		}
	}

	/**
	 * Wait for a line of output.
	 * @param prefix how the line begins
	 * @return the rest of the first such line
	 */
	public String awaitLine(String prefix) {
		Awaitility.await()
			.atMost(PATIENCE)
			.conditionEvaluationListener((condition) -> failWhenGone(prefix))
			.until(() -> find(prefix) != null);
		return String.valueOf(find(prefix));
	}

	private void failWhenGone(String prefix) {
		if (!this.process.isAlive() && find(prefix) == null) {
			throw new IllegalStateException("The application ended without a line '" + prefix + "...':\n" + this);
		}
	}

	private @Nullable String find(String prefix) {
		return this.output.stream()
			.filter((line) -> line.startsWith(prefix))
			.map((line) -> line.substring(prefix.length()))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return whether the application is running.
	 * @return whether it is
	 */
	public boolean isRunning() {
		return this.process.isAlive();
	}

	/**
	 * Ask the application to end, by SIGTERM.
	 */
	public void terminate() {
		this.process.destroy();
	}

	/**
	 * Wait for the end of the application.
	 * @param timeout longest time to wait
	 * @return the exit code
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	public int awaitExit(Duration timeout) throws InterruptedException {
		if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new IllegalStateException("The application is still there after " + timeout + ":\n" + this);
		}
		return this.process.exitValue();
	}

	/**
	 * Return the TCP ports that the application listens on, as the system tells.
	 * @return the ports
	 */
	public Set<Integer> getListeningPorts() {
		return new ListeningPorts(this.process.pid()).find();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	@Override
	public String toString() {
		return String.join("\n", this.output);
	}

}
