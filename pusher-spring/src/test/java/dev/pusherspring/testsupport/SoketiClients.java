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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;

/**
 * Our clients of a soketi server. Closing disconnects them all.
 */
public final class SoketiClients implements AutoCloseable {

	private final SoketiContainer soketi;

	private final List<PusherClient> clients = new ArrayList<>();

	public SoketiClients(SoketiContainer soketi) {
		this.soketi = soketi;
	}

	/**
	 * Return options for the server.
	 * @return a builder
	 */
	public PusherOptions.Builder options() {
		return PusherOptions.builder(SoketiContainer.APP_KEY)
			.host(this.soketi.host())
			.port(this.soketi.port())
			.forceTls(false);
	}

	/**
	 * Return what signs with the app's secret.
	 * @param userId id of the user
	 * @param masterKey key from which those of encrypted channels derive
	 * @return an authorizer
	 */
	public static SigningAuthorizer signing(String userId, @Nullable String masterKey) {
		return SigningAuthorizer.builder(SoketiContainer.APP_KEY, SoketiContainer.APP_SECRET)
			.users((socketId, channel) -> new LocalUser(userId, Map.of("name", userId)))
			.encryptionMasterKey(masterKey)
			.build();
	}

	/**
	 * Return a builder of a client that signs with the app's secret.
	 * @param listener hears what happens
	 * @param userId id of the user
	 * @return a builder
	 */
	public PusherClientBuilder builder(RecordingListener listener, String userId) {
		SigningAuthorizer signing = signing(userId, null);
		return new PusherClientBuilder(options().build()).channelAuthorizer(signing)
			.userAuthenticator(signing)
			.listener(listener);
	}

	/**
	 * Build a client and connect it.
	 * @param builder the builder
	 * @return the connected client
	 * @throws Exception if it cannot be connected
	 */
	public PusherClient connect(PusherClientBuilder builder) throws Exception {
		PusherClient client = start(builder);
		client.connect().get(20, TimeUnit.SECONDS);
		return client;
	}

	/**
	 * Build a client and let it connect when it can.
	 * @param builder the builder
	 * @return the client
	 */
	public PusherClient start(PusherClientBuilder builder) {
		PusherClient client = builder.build();
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
