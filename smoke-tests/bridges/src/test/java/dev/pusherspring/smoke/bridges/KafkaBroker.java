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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.FileSystemUtils;

import dev.pusherspring.smoke.support.LaunchedApplication;

import static org.awaitility.Awaitility.await;

/**
 * Kafka in a JVM of its own, on the loopback interface only and with all its files in a
 * directory. Topics have one partition, so that order is seen. It stops by being killed.
 */
final class KafkaBroker implements Broker, AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final Path directory = Path.of("target", "kafka-broker").toAbsolutePath();

	private final String address;

	private LaunchedApplication server;

	KafkaBroker() throws Exception {
		FileSystemUtils.deleteRecursively(this.directory);
		Files.createDirectories(this.directory);
		int port = TestSocketUtils.findAvailableTcpPort();
		this.address = "127.0.0.1:" + port;
		String controller = "127.0.0.1:" + TestSocketUtils.findAvailableTcpPort();
		Files.writeString(this.directory.resolve("server.properties"), """
				node.id=1
				process.roles=broker,controller
				controller.quorum.voters=1@%2$s
				listeners=PLAINTEXT://%1$s,CONTROLLER://%2$s
				advertised.listeners=PLAINTEXT://%1$s
				controller.listener.names=CONTROLLER
				log.dirs=%3$s
				offsets.topic.num.partitions=1
				offsets.topic.replication.factor=1
				group.initial.rebalance.delay.ms=0
				""".formatted(this.address, controller, this.directory.resolve("data")));
		this.server = launch();
		await().atMost(TIMEOUT).until(() -> Broker.isListening(port));
	}

	/**
	 * Create topics, or make them empty again.
	 * @param topics names of the topics
	 */
	void createTopics(String... topics) throws Exception {
		List<String> names = List.of(topics);
		try (AdminClient admin = AdminClient
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) this.address))) {
			Set<String> known = get(admin.listTopics().names());
			get(admin.deleteTopics(names.stream().filter(known::contains).toList()).all());
			get(admin.createTopics(names.stream().map((name) -> new NewTopic(name, 1, (short) 1)).toList()).all());
		}
	}

	private static <T> T get(KafkaFuture<T> future) throws Exception {
		return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
	}

	private LaunchedApplication launch() {
		return LaunchedApplication.launch(KafkaServer.class,
				List.of("-Xmx256m", "-Dlogback.configurationFile=launched.xml"),
				this.directory.resolve("server.properties").toString());
	}

	String address() {
		return this.address;
	}

	@Override
	public void start() {
		this.server = launch();
	}

	@Override
	public void stop() {
		this.server.close();
		await().atMost(TIMEOUT).until(() -> !this.server.isRunning());
	}

	@Override
	public List<String> read(String name, int last, Duration timeout) {
		List<String> messages = new ArrayList<>();
		long deadline = System.nanoTime() + timeout.toNanos();
		try (Consumer<String, String> consumer = new DefaultKafkaConsumerFactory<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) this.address, ConsumerConfig.GROUP_ID_CONFIG,
						"reader-of-" + name, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
				new StringDeserializer(), new StringDeserializer())
			.createConsumer()) {
			consumer.subscribe(List.of(name));
			while (System.nanoTime() < deadline
					&& (messages.isEmpty() || Publisher.number(messages.get(messages.size() - 1)) != last)) {
				consumer.poll(Duration.ofMillis(500)).forEach((message) -> messages.add(message.value()));
			}
		}
		return messages;
	}

	@Override
	public void close() {
		stop();
	}

}
