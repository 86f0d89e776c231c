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

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for changes of a client that runs, on real connections.
 */
class RunTimeChangeTests implements PusherClientListener {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final int CHANNELS = 20;

	private final List<EmbeddedPusherServer> servers = new ArrayList<>();

	private final Map<String, List<Integer>> received = new ConcurrentHashMap<>();

	private final List<ReconnectCause> outages = new CopyOnWriteArrayList<>();

	private final List<PusherError> errors = new CopyOnWriteArrayList<>();

	private final List<String> signatures = new CopyOnWriteArrayList<>();

	private @Nullable PusherClient client;

	@AfterEach
	void stop() throws Exception {
		if (this.client != null) {
			this.client.disconnect().get(5, TimeUnit.SECONDS);
		}
		this.servers.forEach(EmbeddedPusherServer::close);
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		this.received.computeIfAbsent(channel, (name) -> new CopyOnWriteArrayList<>()).add(Integer.valueOf(data));
	}

	@Override
	public void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
		this.outages.add(cause);
	}

	@Override
	public void errorOccurred(PusherError error) {
		this.errors.add(error);
	}

	@Test
	void rotationOfTheKeyUnderLoadLosesNothingThatTheServerWrote() throws Exception {
		EmbeddedPusherServer before = start("key-before", "secret-before", 0);
		EmbeddedPusherServer after = start("key-after", "secret-after", 0);
		connect(before, (options) -> options);
		this.client.signin();
		List<Channel> channels = new ArrayList<>();
		for (int i = 0; i < CHANNELS; i++) {
			channels.add(this.client.subscribe(name(i)));
		}
		await(() -> channels.stream().allMatch(Channel::isSubscribed) && this.client.getUser() != null);
		this.signatures.clear();
		// what each server wrote to the client, by channel
		Map<String, List<Integer>> written = new HashMap<>();
		AtomicBoolean done = new AtomicBoolean();
		Thread publisher = new Thread(() -> {
			for (int number = 0; !done.get(); number++) {
				String channel = name(number % CHANNELS);
				for (EmbeddedPusherServer server : this.servers) {
					if (server.trigger(channel, "number", number).getRecipientCount() > 0) {
						written.computeIfAbsent(channel, (name) -> new ArrayList<>()).add(number);
					}
				}
			}
		}, "publisher");
		publisher.start();
		try {
			await(() -> received() > 1_000);
			this.client
				.reconnect((change) -> change.credentials(after.getKey(), after.getSecret())
					.server((server) -> server.withPort(after.getPort())))
				.get(20, TimeUnit.SECONDS);
			await(() -> channels.stream().allMatch(Channel::isSubscribed) && this.client.getUser() != null);
			int then = received();
			await(() -> received() > then + 1_000);
		}
		finally {
			done.set(true);
			publisher.join();
		}
		await(() -> this.received.equals(written));
		assertThat(this.signatures).isNotEmpty().allMatch((signature) -> signature.startsWith("key-after:"));
		assertThat(this.outages).hasSize(CHANNELS).containsOnly(ReconnectCause.REQUESTED);
		assertThat(this.errors).isEmpty();
		await(() -> before.getConnections().isEmpty() && after.getConnections().size() == 1);
	}

	@Test
	void anAuthorizationWithTheOldKeyThatIsUnderWayIsDiscarded() throws Exception {
		EmbeddedPusherServer before = start("key-before", "secret-before", 0);
		EmbeddedPusherServer after = start("key-after", "secret-after", 0);
		AtomicBoolean slow = new AtomicBoolean(true);
		this.client = new PusherClientBuilder(options(before).build()).listener(this)
			.channelAuthorizer(new SlowAtFirst(slow))
			.build();
		this.client.connect().get(20, TimeUnit.SECONDS);
		Channel channel = this.client.subscribe("private-a");
		await(() -> !this.signatures.isEmpty());
		this.client
			.reconnect((change) -> change.credentials("key-after", "secret-after")
				.server((server) -> server.withPort(after.getPort())))
			.get(20, TimeUnit.SECONDS);
		await(channel::isSubscribed);
		slow.set(false);
		assertThat(channel.getFailure()).isNull();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void aChangeThatCannotBeIsRefusedAndChangesNothing() throws Exception {
		EmbeddedPusherServer server = start("key", "secret", 0);
		connect(server, (options) -> options);
		String socketId = this.client.getSocketId();
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.reconnect((change) -> change.key("other")))
			.withMessageContaining("'credentials'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.client.reconnect((change) -> change.host("no host")));
		assertThat(this.client.getSocketId()).isEqualTo(socketId);
		this.client.reconnect().get(20, TimeUnit.SECONDS);
		assertThat(this.client.getSocketId()).isNotEqualTo(socketId);
		await(() -> server.getConnections().size() == 1);
	}

	@Test
	void aFallbackHostTakesOverAndTheFirstReturns() throws Exception {
		EmbeddedPusherServer first = start("key", "secret", 0);
		EmbeddedPusherServer second = start("key", "secret", 0);
		connect(first, (options) -> options.server((server) -> server.withFallback(
				new ServerOptions.Fallback(List.of("127.0.0.1:" + second.getPort()), Duration.ofMillis(200)))));
		Channel channel = this.client.subscribe("private-a");
		await(() -> first.getSubscriptionCount("private-a") == 1);
		first.stop();
		await(() -> second.getSubscriptionCount("private-a") == 1 && channel.isSubscribed());
		second.trigger("private-a", "number", 1);
		await(() -> received() == 1);
		long accepted = second.getAcceptedConnections();
		assertThat(accepted).isEqualTo(1);
		first.start();
		await(() -> first.getSubscriptionCount("private-a") == 1 && channel.isSubscribed());
		first.trigger("private-a", "number", 2);
		await(() -> received() == 2);
		assertThat(second.getConnections()).isEmpty();
		assertThat(second.getAcceptedConnections()).isEqualTo(accepted);
		assertThat(this.outages).hasSize(2).last().isEqualTo(ReconnectCause.FIRST_HOST_BACK);
	}

	@Test
	void aClientThatIsOverTheQuotaConnectsOnceThereIsRoom() throws Exception {
		EmbeddedPusherServer server = start("key", "secret", 1);
		PusherClient other = new PusherClientBuilder(options(server).build()).build();
		other.connect().get(20, TimeUnit.SECONDS);
		this.client = new PusherClientBuilder(options(server)
			.connection((connection) -> connection
				.withReconnect(connection.reconnect().withOverQuotaDelay(Duration.ofMillis(50))))
			.build()).listener(this).build();
		CompletableFuture<Void> connected = this.client.connect();
		await(() -> this.client.getConnectionInfo().nextAttempt() != null
				&& this.client.getConnectionInfo().nextAttempt().number() > 3);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.code()).isEqualTo(4004);
			assertThat(error.fatal()).isFalse();
		});
		assertThat(this.client.getConnectionInfo().nextAttempt().cause()).isEqualTo(ReconnectCause.OVER_QUOTA);
		other.disconnect().get(5, TimeUnit.SECONDS);
		connected.get(20, TimeUnit.SECONDS);
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void aClientEventRightAfterTheSubscriptionArrives() throws Exception {
		EmbeddedPusherServer server = start("key", "secret", 0);
		connect(server, (options) -> options);
		this.client.subscribe("private-a");
		this.client.trigger("private-a", "client-hi", 7).get(20, TimeUnit.SECONDS);
		assertThat(server.awaitClientEvents(1, TIMEOUT)).isTrue();
		assertThat(server.getClientEvents()).hasSize(1);
	}

	private EmbeddedPusherServer start(String key, String secret, int maxConnections) {
		EmbeddedPusherServer.Builder builder = EmbeddedPusherServer.builder().key(key).secret(secret).port(freePort());
		if (maxConnections > 0) {
			builder.maxConnections(maxConnections);
		}
		EmbeddedPusherServer server = builder.build();
		this.servers.add(server);
		server.start();
		return server;
	}

	private void connect(EmbeddedPusherServer server, UnaryOperator<PusherOptions.Builder> change) throws Exception {
		SigningAuthorizer signing = SigningAuthorizer.builder(server.getKey(), server.getSecret())
			.users((socketId, channel) -> new LocalUser("ann", Map.of()))
			.build();
		this.client = new PusherClientBuilder(change.apply(options(server)).build()).listener(this)
			.channelAuthorizer(new Watched(signing))
			.userAuthenticator(signing)
			.build();
		this.client.connect().get(20, TimeUnit.SECONDS);
	}

	private static PusherOptions.Builder options(EmbeddedPusherServer server) {
		return PusherOptions.builder(server.getKey())
			.host("127.0.0.1")
			.port(server.getPort())
			.forceTls(false)
			.connection((connection) -> connection
				.withReconnect(new ReconnectOptions(Duration.ofMillis(20), 2, Duration.ofMillis(200), 0, null, null)));
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String name(int number) {
		return ((number % 2 == 0) ? "private-" : "presence-") + number;
	}

	private int received() {
		return this.received.values().stream().mapToInt(List::size).sum();
	}

	private void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).until(condition);
	}

	/**
	 * Writes down what an authorizer signs.
	 */
	private final class Watched implements ChannelAuthorizer {

		private final ChannelAuthorizer authorizer;

		private Watched(ChannelAuthorizer authorizer) {
			this.authorizer = authorizer;
		}

		@Override
		public ChannelAuthorization authorize(String channelName, String socketId) {
			ChannelAuthorization authorization = this.authorizer.authorize(channelName, socketId);
			RunTimeChangeTests.this.signatures.add(authorization.auth());
			return authorization;
		}

		@Override
		public ChannelAuthorizer withCredentials(String key, String secret) {
			return new Watched(this.authorizer.withCredentials(key, secret));
		}

	}

	/**
	 * Signs with other credentials at once, but with the first only when it is let.
	 */
	private final class SlowAtFirst implements ChannelAuthorizer {

		private final AtomicBoolean slow;

		private SlowAtFirst(AtomicBoolean slow) {
			this.slow = slow;
		}

		@Override
		public ChannelAuthorization authorize(String channelName, String socketId) {
			RunTimeChangeTests.this.signatures.add("asked");
			Awaitility.await().atMost(TIMEOUT).untilFalse(this.slow);
			return SigningAuthorizer.builder("key-before", "secret-before").build().authorize(channelName, socketId);
		}

		@Override
		public ChannelAuthorizer withCredentials(String key, String secret) {
			return SigningAuthorizer.builder(key, secret).build();
		}

	}

}
