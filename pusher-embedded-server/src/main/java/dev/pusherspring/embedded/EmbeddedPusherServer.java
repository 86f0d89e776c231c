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
 * An in-process Channels server for development and tests. Clients connect to it with a
 * WebSocket or over HTTP, and server libraries publish through its REST API. It also
 * serves the authorization endpoints that an application would otherwise provide.
 * <p>
 * Uses one daemon thread between {@link #start()} and {@link #stop()}, and a second one
 * for webhooks if there are any. Safe for use by multiple threads. Methods that query or
 * change the running server return once that is done, and throw an
 * {@link IllegalStateException} if the server is not running.
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
	 * Return a builder of a server.
	 * @return a builder with defaults for all settings
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Start the server. Does nothing if it is running. A server that was stopped starts
	 * again on the same port, without any state of its previous run.
	 * @throws IllegalStateException if the port is in use
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
	 * Stop the server: tell every client to reconnect (4200), close all connections and
	 * end the server's thread. Returns when that is done. Does nothing if the server is
	 * not running.
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
	 * @return {@code true} if the server has been started and not stopped
	 */
	public boolean isRunning() {
		return this.running != null;
	}

	public String getHost() {
		return this.hostName;
	}

	/**
	 * Return the port.
	 * @return the port, which is still available after the server has been stopped
	 * @throws IllegalStateException if the server is to use a free port and has not been
	 * started yet
	 */
	public int getPort() {
		if (this.port == 0) {
			throw new IllegalStateException(
					"The embedded server uses a free port, which is not known before 'start()'");
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
	 * Return the master key with which server libraries encrypt.
	 * @return the key, 32 bytes in Base64
	 */
	public String getEncryptionMasterKeyBase64() {
		return this.settings.encryptionMasterKey();
	}

	/**
	 * Return the URL of the endpoint that authorizes subscriptions.
	 * @return the URL
	 */
	public URI getAuthEndpoint() {
		return uri("/pusher/auth");
	}

	/**
	 * Return the URL of the endpoint that authenticates users.
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
	 * Publish an event, as a server library would. The payload of an event on an
	 * encrypted channel is encrypted, which requires Bouncy Castle.
	 * @param channel the channel's name
	 * @param event the event's name
	 * @param payload the payload; a {@link String} is sent as is, anything else as JSON
	 * @return the delivery, which can be awaited
	 * @throws IllegalArgumentException if the channel's name is not valid or the payload
	 * is too large
	 */
	public Delivery trigger(String channel, String event, Object payload) {
		return this.publisher.publish(running(), channel, event, payload);
	}

	/**
	 * Send a webhook without a corresponding event on the server, to all URLs that are
	 * registered for its type. Does not wait for the response.
	 * @param type the type of the webhook
	 * @param channel name of the channel
	 * @param details further fields, such as {@code user_id}
	 * @throws IllegalStateException if the server has no webhooks
	 */
	public void sendWebhook(WebhookType type, String channel, Map<String, ?> details) {
		Webhooks webhooks = running().webhooks();
		if (webhooks == null) {
			throw new IllegalStateException(
					"The embedded server has no webhooks. Add one with 'webhook' of its builder");
		}
		webhooks.send(type, channel, details);
	}

	/**
	 * Switch off all faults and clear what has been recorded: client events,
	 * authorization requests, the number of accepted connections and the events of cache
	 * channels. Connections and subscriptions remain, so that an application can keep its
	 * connection from one test to the next.
	 */
	public void reset() {
		running().reset();
	}

	/**
	 * Return the faults of this server, which can be switched on and off.
	 * @return the faults, which are switched off by {@link #stop()}
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
	 * Builder of a server. All settings have defaults. Not safe for use by multiple
	 * threads.
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
		 * Set the address to listen on.
		 * @param host a host name or address, {@code 127.0.0.1} by default
		 * @return this builder
		 */
		public Builder host(String host) {
			this.host = host;
			return this;
		}

		/**
		 * Allow an address that other machines can reach, webhooks on other machines, and
		 * any name in the {@code Host} header of authorization requests. Anyone who can
		 * reach the server can then read and sign everything.
		 * @param allowNonLoopback whether to allow them, {@code false} by default
		 * @return this builder
		 */
		public Builder allowNonLoopback(boolean allowNonLoopback) {
			this.allowNonLoopback = allowNonLoopback;
			return this;
		}

		/**
		 * Set the port to listen on.
		 * @param port the port; 0 by default, which uses a free port
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Create the server. It must be started before clients can connect.
		 * @return the server
		 * @throws IllegalArgumentException if the host, or the host of a webhook, is not
		 * a loopback address and that is not allowed, or the key of encrypted channels is
		 * not valid
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
