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

package dev.pusherspring.embedded;

import java.util.Comparator;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for starting and stopping.
 */
class LifecycleTests {

	@Test
	void serverThatIsNotStartedHasNoThread() {
		List<Thread> before = threads();
		EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();
		assertThat(server.isRunning()).isFalse();
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEqualTo(before));
	}

	@Test
	void stoppedServerLeavesNoThreadAndTellsClientsToReconnect() {
		List<Thread> before = threads();
		EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();
		server.start();
		assertThat(threads()).hasSize(before.size() + 1);
		try (ScriptedClient client = ScriptedClient.connect(server)) {
			client.subscribed("room");
			server.stop();
			assertThat(client.closeCode()).isEqualTo(4200);
		}
		assertThat(server.isRunning()).isFalse();
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEqualTo(before));
	}

	@Test
	void restartedServerHasItsPortButNoMemory() {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			int port = server.getPort();
			server.trigger("cache-room", "news", "x");
			ScriptedClient.connect(server).close();
			server.stop();
			assertThat(server.getPort()).isEqualTo(port);
			server.start();
			assertThat(server.getPort()).isEqualTo(port);
			assertThat(server.getAcceptedConnections()).isZero();
			ScriptedClient.connect(server).close();
		}
	}

	@Test
	void startAndStopTwiceAreHarmless() {
		EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();
		server.stop();
		server.start();
		int port = server.getPort();
		server.start();
		assertThat(server.getPort()).isEqualTo(port);
		server.stop();
		server.stop();
	}

	@Test
	void portThatIsTakenFailsTheStartAndLeavesNoThread() {
		List<Thread> before = threads();
		try (EmbeddedPusherServer first = EmbeddedPusherServer.builder().build()) {
			first.start();
			EmbeddedPusherServer second = EmbeddedPusherServer.builder().port(first.getPort()).build();
			assertThatThrownBy(second::start).hasMessageContaining("in use");
			assertThat(second.isRunning()).isFalse();
			assertThat(threads()).hasSize(before.size() + 1);
		}
	}

	@Test
	void onlyLoopbackAddressesAreListenedOn() {
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedPusherServer.builder().host("0.0.0.0").build())
			.withMessageContaining("0.0.0.0");
		assertThat(EmbeddedPusherServer.builder().host("0.0.0.0").allowNonLoopback(true).build().getHost())
			.isEqualTo("0.0.0.0");
		assertThat(EmbeddedPusherServer.builder().host("localhost").build().getHost()).isEqualTo("localhost");
	}

	@Test
	void whatIsNotRunningCannotBeAsked() {
		EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();
		assertThatIllegalStateException().isThrownBy(server::getPort);
		assertThatIllegalStateException().isThrownBy(server::getConnections);
		assertThatIllegalStateException().isThrownBy(() -> server.trigger("room", "news", "x"));
	}

	@Test
	void descriptionKeepsTheSecret() {
		assertThat(EmbeddedPusherServer.builder().secret("s3cr3t").build().toString()).doesNotContain("s3cr3t");
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("HttpClient"))
			.filter((thread) -> thread.getName().contains("pusher") || thread.getName().contains("netty")
					|| thread.getName().contains("Executor"))
			.sorted(Comparator.comparing(Thread::getName))
			.toList();
	}

}
