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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import com.pusher.client.PusherOptions;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;
import tools.jackson.core.json.PackageVersion;

/**
 * The environment of the measurements.
 */
final class Environment {

	private Environment() {
	}

	static List<String> lines() {
		return List.of(
				"Machine: %s, %d processors, %s %s".formatted(processor(), Runtime.getRuntime().availableProcessors(),
						System.getProperty("os.name"), System.getProperty("os.arch")),
				"JDK: %s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
				"Spring Boot %s, Spring Framework %s, Jackson %s, pusher-java-client %s".formatted(
						SpringBootVersion.getVersion(), SpringVersion.getVersion(), PackageVersion.VERSION,
						PusherOptions.LIB_VERSION),
				"Day: " + LocalDate.now());
	}

	private static String processor() {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"))
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.findFirst()
				.orElse("unknown processor");
		}
		catch (IOException ex) {
			return "unknown processor";
		}
	}

}
