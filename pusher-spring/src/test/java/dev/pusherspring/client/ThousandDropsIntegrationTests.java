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

package dev.pusherspring.client;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import jakarta.websocket.ContainerProvider;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.client.internal.link.spring.ContainerWebSocketClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that loses its connection a thousand times, in every way there is.
 */
class ThousandDropsIntegrationTests {

	private static final int DROPS = 1000;

	// by then pools are full and classes loaded
	private static final int WARM = 100;

	private static final long MEGABYTE = 1024 * 1024;

	private final RecordingClientListener listener = new RecordingClientListener();

	@ParameterizedTest
	@ValueSource(strings = { "socket", "standard" })
	void allChannelsComeBackEachTimeAndNothingIsLeftBehind(String engine) {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().port(0).build()) {
			server.start();
			try (TcpProxy network = new TcpProxy(server.getPort())) {
				PusherClient client = client(server, network.getPort(), engine);
				List<String> channels = new ArrayList<>(
						IntStream.range(0, 10).mapToObj((number) -> "room-" + number).toList());
				channels.add("private-room");
				channels.forEach(client::subscribe);
				client.connect();
				awaitAll(client, channels, null, -1);
				drop(server, network, client, channels, 0, WARM);
				List<String> threads = settledThreads(Integer.MAX_VALUE);
				long heap = usedHeap();
				drop(server, network, client, channels, WARM, DROPS);
				List<String> threadsAtEnd = settledThreads(threads.size() + 2);
				long heapAtEnd = settledHeap(heap + 4 * MEGABYTE);
				System.out.printf("%s: threads %d -> %d, heap %d KB -> %d KB%n", engine, threads.size(),
						threadsAtEnd.size(), heap / 1024, heapAtEnd / 1024);
				assertThat(threadsAtEnd).as("before: %s", threads).hasSizeLessThanOrEqualTo(threads.size() + 2);
				assertThat(server.getAcceptedConnections()).isGreaterThan(DROPS);
				client.disconnect();
				// Tomcat looks every ten seconds which sessions have waited long enough
				Duration patience = Duration.ofSeconds(engine.equals("standard") ? 15 : 5);
				assertThat(server.awaitConnections(0, patience)).isTrue();
			}
		}
	}

	private PusherClient client(EmbeddedPusherServer server, int port, String engine) {
		PusherOptions options = PusherOptions.builder(server.getKey())
			.host("127.0.0.1")
			.port(port)
			.forceTls(false)
			.connection((connection) -> connection.withActivityTimeout(Duration.ofMillis(150))
				.withPongTimeout(Duration.ofMillis(150))
				.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(1))))
			.build();
		return new PusherClientBuilder(options)
			.webSocketClient(
					engine.equals("standard") ? new ContainerWebSocketClient(ContainerProvider.getWebSocketContainer(),
							options.connection().connectTimeout(), options.maxFrameLength(), () -> null) : null)
			.channelAuthorizer(SigningAuthorizer.builder(server.getKey(), server.getSecret()).build())
			.listener(this.listener)
			.build();
	}

	private void drop(EmbeddedPusherServer server, TcpProxy network, PusherClient client, List<String> channels,
			int from, int to) {
		for (int drop = from; drop < to; drop++) {
			String socketId = client.getSocketId();
			this.listener.clear();
			network.forget();
			switch (drop % 10) {
				case 0 -> server.faults().closeAll(4200, "again");
				case 1, 6 -> network.cut();
				case 2 -> server.faults().closeAll(4100, "full");
				case 3, 8 -> server.faults().dropAll();
				case 4 -> server.faults().closeAll(1011, "broken");
				case 5 -> server.faults().closeAll(4201, "no pong");
				case 7 -> server.faults().closeAll(1001, "going");
				default -> {
					// what is there is dead from then on, what comes is not
					network.blackHole(true);
					network.blackHole(false);
				}
			}
			awaitAll(client, channels, socketId, drop);
		}
	}

	private static void awaitAll(PusherClient client, List<String> channels, @Nullable String lost, int drop) {
		Awaitility.await("channels after drop " + drop)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(10))
			.until(() -> isAnother(client.getSocketId(), lost) && client.getState() == ConnectionState.CONNECTED
					&& channels.stream().allMatch((channel) -> isSubscribed(client, channel)));
	}

	// none is not another: between two connections the rest is about to change
	private static boolean isAnother(@Nullable String socketId, @Nullable String lost) {
		return socketId != null && !socketId.equals(lost);
	}

	private static boolean isSubscribed(PusherClient client, String name) {
		Channel channel = client.getChannel(name);
		return channel != null && channel.isSubscribed();
	}

	// those of the last connections end some seconds after them, and where the machine is
	// busy a connection may be lost once more in the meantime
	private static List<String> settledThreads(int limit) {
		AtomicReference<List<String>> threads = new AtomicReference<>(List.of());
		Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofSeconds(30)).until(() -> {
			threads.set(threads());
			return threads.get().size() <= limit && count(threads.get(), "pusher-reader") <= 1
					&& count(threads.get(), "pusher-send") <= 1 && count(threads.get(), "pusher-auth") == 0;
		});
		return threads.get();
	}

	private static long count(List<String> threads, String name) {
		return threads.stream().filter(name::equals).count();
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> !name.startsWith("tcp-proxy-"))
			.sorted()
			.toList();
	}

	// Tomcat keeps a session and its buffers for some seconds when the server does not
	// answer its close
	private static long settledHeap(long limit) {
		AtomicLong heap = new AtomicLong();
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofSeconds(2))
			.atMost(Duration.ofSeconds(90))
			.untilAsserted(() -> {
				heap.set(usedHeap());
				assertThat(heap.get()).isLessThan(limit);
			});
		return heap.get();
	}

	private static long usedHeap() {
		for (int round = 0; round < 3; round++) {
			WeakReference<Object> garbage = new WeakReference<>(new Object());
			Awaitility.await().until(() -> {
				System.gc();
				return garbage.get() == null;
			});
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
