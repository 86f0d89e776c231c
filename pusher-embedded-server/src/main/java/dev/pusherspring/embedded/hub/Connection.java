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

package dev.pusherspring.embedded.hub;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.observed.ConnectedClient;
import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Refusal;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * A client's connection and its state. Confined to the server's thread.
 *
 * @since 1.0.0
 */
public final class Connection {

	private final String socketId;

	private final Handshake handshake;

	private final Link link;

	private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

	private final ClientEventBudget clientEvents;

	private @Nullable SignedInUser user;

	private boolean authorized;

	private long lastHeard = System.nanoTime();

	Connection(String socketId, Handshake handshake, Link link, ClientEventBudget clientEvents) {
		this.socketId = socketId;
		this.handshake = handshake;
		this.link = link;
		this.clientEvents = clientEvents;
	}

	/**
	 * Return the id by which the client and the application refer to the connection.
	 * @return two numbers with a dot in between
	 */
	public String socketId() {
		return this.socketId;
	}

	Link link() {
		return this.link;
	}

	Map<String, Subscription> subscriptions() {
		return this.subscriptions;
	}

	ClientEventBudget clientEvents() {
		return this.clientEvents;
	}

	@Nullable SignedInUser user() {
		return this.user;
	}

	void signedIn(SignedInUser user) {
		this.user = user;
		this.authorized = true;
	}

	boolean isAuthorized() {
		return this.authorized;
	}

	void authorized() {
		this.authorized = true;
	}

	long lastHeard() {
		return this.lastHeard;
	}

	void heard() {
		this.lastHeard = System.nanoTime();
	}

	void send(ServerFrame frame) {
		this.link.send(frame);
	}

	void refuse(Refusal refusal) {
		this.link.send(ServerFrame.error(refusal.code(), refusal.message()));
		Integer code = refusal.code();
		if (refusal.isClosing() && code != null) {
			this.link.close(code, refusal.message());
		}
	}

	ConnectedClient observe() {
		SignedInUser user = this.user;
		return new ConnectedClient(this.socketId, this.link.transport(), this.handshake.client(),
				this.handshake.version(), (user != null) ? user.id() : null,
				new LinkedHashSet<>(this.subscriptions.keySet()));
	}

	@Override
	public String toString() {
		return "Connection '" + this.socketId + "'";
	}

}
