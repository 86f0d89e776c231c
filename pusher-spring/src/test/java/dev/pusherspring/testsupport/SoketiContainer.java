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

package dev.pusherspring.testsupport;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.pusher.rest.Pusher;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A soketi server in a container, with one application. The image is the one that the
 * environment variable {@code SOKETI_IMAGE} names, by default soketi's published one.
 * <p>
 * The server keeps its address for as long as the container exists: {@link #restart()},
 * {@link #stopServer()}, {@link #killServer()} and {@link #startServer()} act on the same
 * container, so that a client can find the server again. Everything the server knew of
 * connections and subscriptions is lost with its process.
 * <p>
 * Tests that use it are to be annotated with
 * {@code @Testcontainers(disabledWithoutDocker = true)}: they are reported as skipped on
 * a machine without Docker.
 */
public final class SoketiContainer extends GenericContainer<SoketiContainer> {

	/**
	 * The id of the application.
	 */
	public static final String APP_ID = "app-id";

	/**
	 * The key of the application, which clients connect with.
	 */
	public static final String APP_KEY = "app-key";

	/**
	 * The secret of the application, which authorizations are signed with.
	 */
	public static final String APP_SECRET = "app-secret";

	private static final DockerImageName PUBLISHED_IMAGE = DockerImageName.parse("quay.io/soketi/soketi")
		.withTag("1.6-16-debian");

	private static final int CONTAINER_PORT = 6001;

	private static final int STOP_TIMEOUT_SECONDS = 5;

	public SoketiContainer() {
		super(image());
		withExposedPorts(CONTAINER_PORT);
		withCreateContainerCmdModifier(SoketiContainer::bindToFixedPort);
		// another process may take the chosen port first, so each attempt chooses anew
		withStartupAttempts(3);
		waitingFor(Wait.forHttp("/ready").forPort(CONTAINER_PORT));
		// the search for peers stays inside the container
		withEnv("SOKETI_CLUSTER_BROADCAST_ADDRESS", "127.255.255.255");
		withEnv("SOKETI_DEFAULT_APP_ID", APP_ID);
		withEnv("SOKETI_DEFAULT_APP_KEY", APP_KEY);
		withEnv("SOKETI_DEFAULT_APP_SECRET", APP_SECRET);
		// a stopping server tells its clients at once and then lingers, by default 3 s
		withEnv("SOKETI_SHUTDOWN_GRACE_PERIOD", "100");
	}

	/**
	 * Lets clients send events to each other. Off by default.
	 * @return this container
	 */
	public SoketiContainer withClientMessages() {
		return withEnv("SOKETI_DEFAULT_APP_ENABLE_CLIENT_MESSAGES", "true");
	}

	/**
	 * Lets users sign in. Off by default. The server then closes every connection that
	 * has not signed in within 30 seconds.
	 * @return this container
	 */
	public SoketiContainer withUserAuthentication() {
		return withEnv("SOKETI_DEFAULT_APP_USER_AUTHENTICATION", "true");
	}

	/**
	 * Makes the server speak TLS and nothing else.
	 * @param certificatePem its certificate with those above it
	 * @param keyPem its private key
	 * @return this container
	 */
	public SoketiContainer withTls(String certificatePem, String keyPem) {
		withCopyToContainer(Transferable.of(certificatePem), "/tmp/server.crt");
		withCopyToContainer(Transferable.of(keyPem), "/tmp/server.key");
		withEnv("SOKETI_SSL_CERT", "/tmp/server.crt");
		withEnv("SOKETI_SSL_KEY", "/tmp/server.key");
		return waitingFor(Wait.forHttp("/ready").forPort(CONTAINER_PORT).usingTls().allowInsecure());
	}

	/**
	 * Limits the connections to the application. Unlimited by default. The server closes
	 * those beyond with 4100, not with the 4004 of Pusher's own service.
	 * @param maxConnections how many connections may be open at a time
	 * @return this container
	 */
	public SoketiContainer withMaxConnections(int maxConnections) {
		return withEnv("SOKETI_DEFAULT_APP_MAX_CONNS", Integer.toString(maxConnections));
	}

	/**
	 * Return the host to connect to.
	 * @return a name or an address
	 */
	public String host() {
		return getHost();
	}

	/**
	 * Return the port to connect to, without TLS. It stays the same when the server
	 * restarts.
	 * @return the port on {@link #host()}
	 */
	public int port() {
		return getMappedPort(CONTAINER_PORT);
	}

	/**
	 * Return a new publisher of events for the application. Its results are no proof:
	 * this server answers errors with status 200 as well and tells them in the body.
	 * @return a publisher that survives a restart of the server
	 */
	public Pusher publisher() {
		Pusher publisher = new Pusher(APP_ID, APP_KEY, APP_SECRET);
		publisher.setHost(host() + ":" + port());
		publisher.setEncrypted(false);
		return publisher;
	}

	/**
	 * Stop the server and start it again, with the same settings on the same port.
	 */
	public void restart() {
		stopServer();
		startServer();
	}

	/**
	 * Stop the server in good order: it sends its clients error 4200 and closes their
	 * connections with that code. Returns when it has ended.
	 */
	public void stopServer() {
		getDockerClient().stopContainerCmd(getContainerId()).withTimeout(STOP_TIMEOUT_SECONDS).exec();
	}

	/**
	 * Kill the server: its connections break without a closing handshake. Returns when it
	 * has ended.
	 */
	public void killServer() {
		getDockerClient().killContainerCmd(getContainerId()).exec();
	}

	/**
	 * Start the server again after {@link #stopServer()} or {@link #killServer()}.
	 * Returns when it is ready for clients.
	 */
	public void startServer() {
		getDockerClient().startContainerCmd(getContainerId()).exec();
		getWaitStrategy().waitUntilReady(this);
	}

	private static DockerImageName image() {
		String image = System.getenv("SOKETI_IMAGE");
		return (image != null) ? DockerImageName.parse(image).asCompatibleSubstituteFor(PUBLISHED_IMAGE)
				: PUBLISHED_IMAGE;
	}

	// A port that Docker chooses changes with every start of the container
	private static void bindToFixedPort(CreateContainerCmd command) {
		command.getHostConfig()
			.withPortBindings(new PortBinding(Ports.Binding.bindPort(freePort()), ExposedPort.tcp(CONTAINER_PORT)));
	}

	// Below the range that systems take outgoing connections' ports from: while the
	// server is down, no such connection can occupy its port, not even a client's own
	// attempt to reach it
	private static int freePort() {
		for (int attempt = 0; attempt < 100; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(20000, 32768);
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// taken: try another
			}
		}
		throw new IllegalStateException("No free port found for soketi");
	}

}
