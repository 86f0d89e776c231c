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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The locations of the build results.
 */
final class Installation {

	// the libraries of an application with only spring-boot-starter
	private static final List<String> BASE = List.of("spring-boot-4", "spring-boot-autoconfigure-4",
			"spring-boot-starter-4", "spring-boot-starter-logging", "spring-core", "spring-beans", "spring-context",
			"spring-aop", "spring-expression", "logback", "slf4j", "log4j", "jul-to-slf4j", "snakeyaml",
			"commons-logging", "jakarta.annotation", "micrometer", "jspecify");

	private static final List<String> OWN = List.of("pusher-spring-");

	private static final List<String> STARTER = List.of("jackson", "spring-boot-jackson", "spring-boot-starter-jackson",
			"spring-boot-http", "spring-boot-restclient", "spring-web", "spring-websocket");

	private final Path jar;

	Installation() {
		try {
			this.jar = Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	String everything() {
		return this.jar.toString();
	}

	String plainApplication() {
		return classpath((name) -> startsWith(name, BASE));
	}

	String applicationWithLibraries() {
		return classpath((name) -> startsWith(name, BASE) || startsWith(name, STARTER));
	}

	String applicationWithStarter() {
		return classpath((name) -> startsWith(name, BASE) || startsWith(name, STARTER) || startsWith(name, OWN));
	}

	private static boolean startsWith(String name, List<String> prefixes) {
		return prefixes.stream().anyMatch(name::startsWith);
	}

	// the classes rather than the jar, whose manifest names all libraries
	private String classpath(Predicate<String> libraries) {
		try (Stream<Path> files = Files.list(this.jar.resolveSibling("lib"))) {
			return Stream
				.concat(Stream.of(this.jar.resolveSibling("classes")),
						files.filter((file) -> libraries.test(file.getFileName().toString())).sorted())
				.map(Path::toString)
				.collect(Collectors.joining(File.pathSeparator));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
