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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.pusher.rest.Pusher;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;

/**
 * A Channels server of any make, as its clients and publishers see it. Closing
 * disconnects the clients.
 */
public final class ChannelsServer implements AutoCloseable {

	/**
	 * What keys of encrypted channels derive from.
	 */
	public static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private final String host;

	private final int port;

	private final String appId;

	private final String key;

	private final String secret;

	private final List<PusherClient> clients = new ArrayList<>();

	private @Nullable Supplier<WebSocketClient> engine;

	public ChannelsServer(String host, int port, String appId, String key, String secret) {
		this.host = host;
		this.port = port;
		this.appId = appId;
		this.key = key;
		this.secret = secret;
	}

	/**
	 * Let clients use another engine than the default.
	 * @param engine the engine of all clients
	 * @return this server
	 */
	public ChannelsServer withEngine(Supplier<WebSocketClient> engine) {
		this.engine = engine;
		return this;
	}

	public int port() {
		return this.port;
	}

	/**
	 * Return options for the server.
	 * @return a builder
	 */
	public PusherOptions.Builder options() {
		return options(this.key);
	}

	/**
	 * Return options for an app of the server.
	 * @param key key of the app
	 * @return a builder
	 */
	public PusherOptions.Builder options(String key) {
		return PusherOptions.builder(key).host(this.host).port(this.port).forceTls(false);
	}

	/**
	 * Return the official publisher.
	 * @return a publisher that encrypts where it must
	 */
	public Pusher publisher() {
		Pusher publisher = new Pusher(this.appId, this.key, this.secret, MASTER_KEY);
		publisher.setHost(this.host + ":" + this.port);
		publisher.setEncrypted(false);
		return publisher;
	}

	/**
	 * Return a builder of a client that signs with the app's secret.
	 * @param options the options
	 * @param listener hears what happens
	 * @param userId id of the user
	 * @return a builder
	 */
	public PusherClientBuilder builder(PusherOptions options, RecordingListener listener, String userId) {
		SigningAuthorizer signing = SigningAuthorizer.builder(this.key, this.secret)
			.users((socketId, channel) -> new LocalUser(userId, Map.of("name", userId)))
			.encryptionMasterKey(MASTER_KEY)
			.build();
		return new PusherClientBuilder(options).channelAuthorizer(signing)
			.userAuthenticator(signing)
			.listener(listener);
	}

	/**
	 * Connect a client that signs with the app's secret.
	 * @param listener hears what happens
	 * @param userId id of the user
	 * @return the connected client
	 * @throws Exception if it cannot be connected
	 */
	public PusherClient connect(RecordingListener listener, String userId) throws Exception {
		PusherClient client = start(builder(options().build(), listener, userId));
		client.connect().get(20, TimeUnit.SECONDS);
		return client;
	}

	/**
	 * Build a client and let it connect when it can.
	 * @param builder the builder
	 * @return the client
	 */
	public PusherClient start(PusherClientBuilder builder) {
		PusherClient client = builder.webSocketClient((this.engine != null) ? this.engine.get() : null).build();
		this.clients.add(client);
		client.connect();
		return client;
	}

	@Override
	public void close() {
		for (PusherClient client : this.clients) {
			client.disconnect().orTimeout(10, TimeUnit.SECONDS).join();
		}
	}

}
