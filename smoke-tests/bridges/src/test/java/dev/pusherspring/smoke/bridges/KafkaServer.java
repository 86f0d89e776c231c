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

package dev.pusherspring.smoke.bridges;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * Kafka as a program. It ends with the program that has launched it.
 */
public final class KafkaServer {

	private KafkaServer() {
	}

	/**
	 * Run Kafka.
	 * @param args the file with its properties
	 */
	public static void main(String[] args) {
		StorageTool.execute(new String[] { "format", "--config", args[0], "--cluster-id", "AAAAAAAAAAAAAAAAAAAAAA",
				"--ignore-formatted" }, System.out);
		Thread watch = new Thread(KafkaServer::endWithLauncher, "watch");
		watch.setDaemon(true);
		watch.start();
		Kafka.main(new String[] { Path.of(args[0]).toString() });
	}

	private static void endWithLauncher() {
		try {
			System.in.read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			Runtime.getRuntime().halt(0);
		}
	}

}
