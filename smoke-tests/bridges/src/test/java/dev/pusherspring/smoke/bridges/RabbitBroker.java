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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * RabbitMQ as a process of its own, on the loopback interface only and with all its files
 * in a directory: {@code .ci/run} gets it from Debian. It stops by being killed.
 */
final class RabbitBroker implements Broker, AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final Path directory = Path.of("target", "rabbitmq-broker").toAbsolutePath();

	private final int port = TestSocketUtils.findAvailableTcpPort();

	private final Map<String, String> environment;

	// where the node says that it is there; would be left behind if the node started it
	private final Process portMapper;

	private Process node;

	RabbitBroker() throws Exception {
		Assumptions.assumeTrue(
				Stream.of(System.getenv("PATH").split(File.pathSeparator))
					.anyMatch((path) -> Files.isExecutable(Path.of(path, "rabbitmq-server"))),
				"rabbitmq-server is not on the path");
		FileSystemUtils.deleteRecursively(this.directory);
		Files.createDirectories(this.directory);
		int portMapperPort = TestSocketUtils.findAvailableTcpPort();
		// the cookie that Erlang makes is kept in HOME
		this.environment = Map.ofEntries(Map.entry("HOME", this.directory.toString()),
				Map.entry("RABBITMQ_NODENAME", "bridges-" + this.port + "@localhost"),
				Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
				Map.entry("RABBITMQ_NODE_PORT", Integer.toString(this.port)),
				Map.entry("RABBITMQ_DIST_PORT", Integer.toString(TestSocketUtils.findAvailableTcpPort())),
				Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
				Map.entry("RABBITMQ_MNESIA_BASE", file("data")), Map.entry("RABBITMQ_LOG_BASE", file("log")),
				Map.entry("RABBITMQ_CONF_ENV_FILE", file("none.conf")),
				Map.entry("RABBITMQ_CONFIG_FILE", file("rabbitmq")),
				Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", file("enabled_plugins")),
				Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
				Map.entry("ERL_EPMD_PORT", Integer.toString(portMapperPort)));
		this.portMapper = launch("epmd");
		awaitPort(this.portMapper, portMapperPort);
		this.node = launch("rabbitmq-server");
		awaitPort(this.node, this.port);
	}

	private String file(String name) {
		return this.directory.resolve(name).toString();
	}

	private Process launch(String command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve(command + ".log").toFile()));
		builder.environment().putAll(this.environment);
		return builder.start();
	}

	private static void awaitPort(Process process, int port) {
		await().atMost(TIMEOUT).until(() -> {
			assertThat(process.isAlive()).as("the output in target/rabbitmq-broker says why it has ended").isTrue();
			return Broker.isListening(port);
		});
	}

	int port() {
		return this.port;
	}

	@Override
	public void start() throws IOException {
		this.node = launch("rabbitmq-server");
		awaitPort(this.node, this.port);
	}

	@Override
	public void stop() {
		// the process is a script that has launched Erlang
		List<ProcessHandle> all = Stream.concat(this.node.descendants(), Stream.of(this.node.toHandle())).toList();
		all.forEach(ProcessHandle::destroyForcibly);
		await().atMost(TIMEOUT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
	}

	@Override
	public List<String> read(String name, int last, Duration timeout) {
		List<String> messages = new ArrayList<>();
		CachingConnectionFactory connections = new CachingConnectionFactory("127.0.0.1", this.port);
		try {
			RabbitTemplate template = new RabbitTemplate(connections);
			do {
				Object message = template.receiveAndConvert(name, timeout.toMillis());
				messages.add(Objects.requireNonNull(message, "the last message is missing").toString());
			}
			while (Publisher.number(messages.get(messages.size() - 1)) != last);
		}
		finally {
			connections.destroy();
		}
		return messages;
	}

	@Override
	public void close() {
		stop();
		this.portMapper.destroyForcibly();
	}

}
