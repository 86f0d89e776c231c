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

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Options of a {@link PusherClient}, grouped into records with their own defaults and
 * checks.
 *
 * @param name name of the client, which identifies it if an application has several
 * clients
 * @param key key of the app
 * @param server the address of the server
 * @param transports the transports to use
 * @param proxy the HTTP proxy to connect through, or {@code null} for none
 * @param handshake the headers of the request that opens a connection
 * @param connection time limits of the connection
 * @param subscription how channels are subscribed to
 * @param clientEvents limits of client events
 * @param maxMessageSize maximum length of the data of an event, in characters. An event
 * with longer data is discarded and reported. A message may be twice as long, since data
 * is usually sent as JSON within a JSON string
 * @since 1.0.0
 */
public record PusherOptions(String name, String key, ServerOptions server, TransportSelection transports,
		@Nullable ProxySettings proxy, HandshakeOptions handshake, ConnectionOptions connection,
		SubscriptionOptions subscription, ClientEventOptions clientEvents, int maxMessageSize) {

	public PusherOptions {
		Assert.hasText(name, "'name' must not be empty");
		OptionChecks.key(key);
		server.hosts()
			.forEach((host) -> Assert.isTrue(!host.forceTls() || !host.hasUnderscore(),
					() -> "'host' must not contain an underscore with TLS, since no certificate can be issued for '%s'"
						.formatted(host.webSocketHost())));
		OptionChecks.positive("maxMessageSize", maxMessageSize);
	}

	/**
	 * Return the maximum length of a text that an engine must accept: a message with data
	 * of the maximum size and the overhead of the protocol.
	 * @return the number of characters
	 */
	public int maxFrameLength() {
		return (int) Math.min(Integer.MAX_VALUE - 8, 2L * this.maxMessageSize + 4096);
	}

	/**
	 * Return a copy with another key.
	 * @param key the key
	 * @return the copy
	 */
	public PusherOptions withKey(String key) {
		return new PusherOptions(this.name, key, this.server, this.transports, this.proxy, this.handshake,
				this.connection, this.subscription, this.clientEvents, this.maxMessageSize);
	}

	/**
	 * Return a copy with another server.
	 * @param server the address of the server
	 * @return the copy
	 */
	public PusherOptions withServer(ServerOptions server) {
		return new PusherOptions(this.name, this.key, server, this.transports, this.proxy, this.handshake,
				this.connection, this.subscription, this.clientEvents, this.maxMessageSize);
	}

	/**
	 * Return a builder of options.
	 * @param key key of the app
	 * @return the builder
	 */
	public static Builder builder(String key) {
		return new Builder(key);
	}

	/**
	 * Builder of {@link PusherOptions}, which checks each value when it is set. Each
	 * record is changed by a function from its current to its new value:
	 * {@code builder.connection((connection) -> connection.withPongTimeout(timeout))}.
	 */
	public static final class Builder {

		private String key;

		private String name = PusherClient.DEFAULT_NAME;

		private ServerOptions server = ServerOptions.defaults();

		private TransportSelection transports = TransportSelection.ALL;

		private @Nullable ProxySettings proxy;

		private HandshakeOptions handshake = HandshakeOptions.defaults();

		private ConnectionOptions connection = ConnectionOptions.defaults();

		private SubscriptionOptions subscription = SubscriptionOptions.defaults();

		private ClientEventOptions clientEvents = ClientEventOptions.defaults();

		private int maxMessageSize = 1024 * 1024;

		private Builder(String key) {
			OptionChecks.key(key);
			this.key = key;
		}

		/**
		 * Return the name of the client that the options are for. Customizers can use it
		 * to distinguish several clients.
		 * @return the name, {@value PusherClient#DEFAULT_NAME} by default
		 */
		public String getName() {
			return this.name;
		}

		/**
		 * Set the name of the client.
		 * @param name the name, which is also used for threads and log messages
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Set the key of the app.
		 * @param key the key
		 * @return this builder
		 */
		public Builder key(String key) {
			OptionChecks.key(key);
			this.key = key;
			return this;
		}

		/**
		 * Set the cluster of the app.
		 * @param cluster the cluster, such as {@code eu}
		 * @return this builder
		 */
		public Builder cluster(String cluster) {
			return server((server) -> server.withCluster(cluster));
		}

		/**
		 * Set the host of the server, in place of a cluster.
		 * @param host name or address, or {@code null} for the host of the cluster
		 * @return this builder
		 */
		public Builder host(@Nullable String host) {
			return server((server) -> server.withHost(host));
		}

		/**
		 * Set the port of the server.
		 * @param port the port, or {@code null} for the default of the scheme
		 * @return this builder
		 */
		public Builder port(@Nullable Integer port) {
			return server((server) -> server.withPort(port));
		}

		/**
		 * Set whether to connect over TLS only.
		 * @param forceTls whether to force TLS
		 * @return this builder
		 */
		public Builder forceTls(boolean forceTls) {
			return server((server) -> server.withForceTls(forceTls));
		}

		/**
		 * Change the address of the server.
		 * @param change the function from the current to the new options
		 * @return this builder
		 */
		public Builder server(UnaryOperator<ServerOptions> change) {
			this.server = change.apply(this.server);
			return this;
		}

		/**
		 * Set the transports to use.
		 * @param transports the selection
		 * @return this builder
		 */
		public Builder transports(TransportSelection transports) {
			this.transports = transports;
			return this;
		}

		/**
		 * Set the HTTP proxy to connect through.
		 * @param proxy the proxy, or {@code null} for none
		 * @return this builder
		 */
		public Builder proxy(@Nullable ProxySettings proxy) {
			this.proxy = proxy;
			return this;
		}

		/**
		 * Change the headers of the request that opens a connection.
		 * @param change the function from the current to the new options
		 * @return this builder
		 */
		public Builder handshake(UnaryOperator<HandshakeOptions> change) {
			this.handshake = change.apply(this.handshake);
			return this;
		}

		/**
		 * Change the time limits of the connection.
		 * @param change the function from the current to the new options
		 * @return this builder
		 */
		public Builder connection(UnaryOperator<ConnectionOptions> change) {
			this.connection = change.apply(this.connection);
			return this;
		}

		/**
		 * Change how channels are subscribed to.
		 * @param change the function from the current to the new options
		 * @return this builder
		 */
		public Builder subscription(UnaryOperator<SubscriptionOptions> change) {
			this.subscription = change.apply(this.subscription);
			return this;
		}

		/**
		 * Change the limits of client events.
		 * @param change the function from the current to the new options
		 * @return this builder
		 */
		public Builder clientEvents(UnaryOperator<ClientEventOptions> change) {
			this.clientEvents = change.apply(this.clientEvents);
			return this;
		}

		/**
		 * Set the maximum length of the data of an event.
		 * @param maxMessageSize the maximum length in characters
		 * @return this builder
		 */
		public Builder maxMessageSize(int maxMessageSize) {
			OptionChecks.positive("maxMessageSize", maxMessageSize);
			this.maxMessageSize = maxMessageSize;
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public PusherOptions build() {
			return new PusherOptions(this.name, this.key, this.server, this.transports, this.proxy, this.handshake,
					this.connection, this.subscription, this.clientEvents, this.maxMessageSize);
		}

	}

}
