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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.webhook.WebhookSettings;
import dev.pusherspring.embedded.webhook.WebhookType;
import dev.pusherspring.embedded.webhook.Webhooks;

/**
 * A Channels server within this process, for development and tests: clients connect to it
 * with a WebSocket or over HTTP, server libraries publish through its REST API, and it
 * serves the authorization endpoints an application would have.
 * <p>
 * Has one daemon thread between {@link #start()} and {@link #stop()}, and another if
 * there are webhooks; none otherwise. Safe for use by many threads; a method that asks or
 * tells the running server something returns once that is done, and throws
 * {@link IllegalStateException} when the server is not running.
 *
 * @since 1.0.0
 */
public final class EmbeddedPusherServer extends ServerObservation implements AutoCloseable {

	private final ServerSettings settings;

	private final WebhookSettings webhooks;

	private final Publisher publisher;

	private final InetAddress host;

	private final String hostName;

	private final Object lifecycle = new Object();

	private volatile int port;

	private volatile @Nullable RunningServer running;

	private EmbeddedPusherServer(ServerSettings settings, WebhookSettings webhooks, String hostName, InetAddress host,
			int port) {
		this.settings = settings;
		this.webhooks = webhooks;
		this.publisher = new Publisher(settings);
		this.hostName = hostName;
		this.host = host;
		this.port = port;
	}

	/**
	 * Start to configure a server.
	 * @return a builder in which everything has a default
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Start to listen. Does nothing if the server is running. A server that was stopped
	 * starts with no memory, on the port it had.
	 * @throws IllegalStateException if the port is taken
	 */
	public void start() {
		synchronized (this.lifecycle) {
			if (this.running == null) {
				RunningServer started = new RunningServer(this.settings, this.webhooks,
						new InetSocketAddress(this.host, this.port));
				this.port = started.address().getPort();
				this.running = started;
			}
		}
	}

	/**
	 * Tell every client to reconnect (4200), close all connections and end the server's
	 * thread. Returns when that is done. Does nothing if the server is not running.
	 */
	public void stop() {
		synchronized (this.lifecycle) {
			RunningServer running = this.running;
			if (running != null) {
				running.checkMayWait();
				this.running = null;
				running.stop();
			}
		}
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * Return whether the server is listening.
	 * @return {@code true} between start and stop
	 */
	public boolean isRunning() {
		return this.running != null;
	}

	public String getHost() {
		return this.hostName;
	}

	/**
	 * Return the port.
	 * @return the port, also after the server has stopped
	 * @throws IllegalStateException if a free port is to be taken and the server has
	 * never been started
	 */
	public int getPort() {
		if (this.port == 0) {
			throw new IllegalStateException("The embedded server has no port before it starts");
		}
		return this.port;
	}

	public String getAppId() {
		return this.settings.appId();
	}

	public String getKey() {
		return this.settings.key();
	}

	public String getSecret() {
		return this.settings.secret();
	}

	/**
	 * Return the key that server libraries encrypt with.
	 * @return 32 bytes in base64
	 */
	public String getEncryptionMasterKeyBase64() {
		return this.settings.encryptionMasterKey();
	}

	/**
	 * Return where channel subscriptions are authorized.
	 * @return the URL
	 */
	public URI getAuthEndpoint() {
		return uri("/pusher/auth");
	}

	/**
	 * Return where users are authenticated.
	 * @return the URL
	 */
	public URI getUserAuthEndpoint() {
		return uri("/pusher/user-auth");
	}

	private URI uri(String path) {
		String host = (this.hostName.indexOf(':') >= 0) ? "[" + this.hostName + "]" : this.hostName;
		return URI.create("http://" + host + ":" + getPort() + path);
	}

	/**
	 * Publish an event, as a server library would. On an encrypted channel the payload is
	 * encrypted, which takes Bouncy Castle.
	 * @param channel the channel's name
	 * @param event the event's name
	 * @param payload a {@link String} is sent as is, anything else as JSON
	 * @return the way of the event to its clients, which can be waited for
	 * @throws IllegalArgumentException if the name is not that of a channel or the
	 * payload is too large
	 */
	public Delivery trigger(String channel, String event, Object payload) {
		return this.publisher.publish(running(), channel, event, payload);
	}

	/**
	 * Send a webhook about something that has not happened, to the URLs that are told of
	 * such things. Does not wait for the answer.
	 * @param type what to tell of
	 * @param channel name of the channel
	 * @param details further fields, such as {@code user_id}
	 * @throws IllegalStateException if the server has no webhooks
	 */
	public void sendWebhook(WebhookType type, String channel, Map<String, ?> details) {
		Webhooks webhooks = running().webhooks();
		if (webhooks == null) {
			throw new IllegalStateException("The embedded server has no webhooks: add one to its builder");
		}
		webhooks.send(type, channel, details);
	}

	/**
	 * Switch every fault off and forget what has been: client events, authorization
	 * requests, the number of accepted connections and what cache channels keep.
	 * Connections and subscriptions stay, so that an application can keep its connection
	 * from one test to the next.
	 */
	public void reset() {
		running().reset();
	}

	/**
	 * Return the faults of this server, to be switched on and off.
	 * @return the faults; they end with {@link #stop()}
	 */
	public Faults faults() {
		return new Faults(this::running);
	}

	@Override
	RunningServer running() {
		RunningServer running = this.running;
		if (running == null) {
			throw new IllegalStateException("The embedded server is not running");
		}
		return running;
	}

	@Override
	public String toString() {
		return "EmbeddedPusherServer[host=" + this.hostName + ", port=" + this.port + ", running=" + isRunning() + "]";
	}

	/**
	 * Configures a server. Everything has a default. Not for use by several threads.
	 */
	public static final class Builder extends ServerOptions<Builder> {

		private String host = "127.0.0.1";

		private boolean allowNonLoopback;

		private int port;

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Listen on this address.
		 * @param host a host name or address, {@code 127.0.0.1} by default
		 * @return this builder
		 */
		public Builder host(String host) {
			this.host = host;
			return this;
		}

		/**
		 * Allow an address that other machines can reach, webhooks on other machines, and
		 * any name in the {@code Host} header of requests for authorization. Anybody who
		 * reaches the server can read and sign everything.
		 * @param allowNonLoopback whether to, {@code false} by default
		 * @return this builder
		 */
		public Builder allowNonLoopback(boolean allowNonLoopback) {
			this.allowNonLoopback = allowNonLoopback;
			return this;
		}

		/**
		 * Listen on this port.
		 * @param port the port, 0 by default, which takes a free one
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Create the server. It does not listen yet.
		 * @return the server
		 * @throws IllegalArgumentException if the host or that of a webhook is not a
		 * loopback address and that is not allowed, or the key of encrypted channels is
		 * not one
		 */
		public EmbeddedPusherServer build() {
			Reach reach = new Reach(this.allowNonLoopback);
			InetAddress address = reach.resolve(this.host);
			WebhookSettings webhooks = webhookSettings();
			webhooks.webhooks().forEach(reach::check);
			return new EmbeddedPusherServer(settings(this.allowNonLoopback ? null : this.host), webhooks, this.host,
					address, this.port);
		}

	}

}
