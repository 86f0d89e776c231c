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

package dev.pusherspring.client.builder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.web.socket.client.WebSocketClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.core.ClientSetup;
import dev.pusherspring.client.internal.core.ConfiguredTransports;
import dev.pusherspring.client.internal.core.DefaultPusherClient;
import dev.pusherspring.client.internal.link.DefaultTransportStrategy;
import dev.pusherspring.client.internal.link.FallbackHosts;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.client.internal.link.spring.WebSocketTransport;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.ThreadEventLoop;

/**
 * Builder of a {@link PusherClient}.
 *
 * @since 1.0.0
 */
public final class PusherClientBuilder {

	private final PusherOptions options;

	private final List<PusherClientListener> listeners = new ArrayList<>();

	private String name;

	private @Nullable ChannelAuthorizer channelAuthorizer;

	private @Nullable UserAuthenticator userAuthenticator;

	private JsonMapper jsonMapper = JsonMapper.shared();

	private @Nullable WebSocketClient webSocketClient;

	private Supplier<@Nullable SSLContext> sslContext = () -> null;

	private boolean keepAlive = true;

	private @Nullable EventLoop loop;

	/**
	 * Create a new {@link PusherClientBuilder} instance.
	 * @param options options of the client
	 */
	public PusherClientBuilder(PusherOptions options) {
		Assert.notNull(options, "'options' must not be null");
		this.options = options;
		this.name = options.name();
	}

	/**
	 * Set the name of the client, which is also used for its threads and log messages.
	 * @param name the name; the name in the options by default
	 * @return this builder
	 */
	public PusherClientBuilder name(String name) {
		this.name = name;
		return this;
	}

	/**
	 * Add a listener.
	 * @param listener the listener
	 * @return this builder
	 */
	public PusherClientBuilder listener(PusherClientListener listener) {
		this.listeners.add(listener);
		return this;
	}

	/**
	 * Set the authorizer of private, presence and encrypted channels.
	 * @param channelAuthorizer the authorizer, or {@code null} for none
	 * @return this builder
	 */
	public PusherClientBuilder channelAuthorizer(@Nullable ChannelAuthorizer channelAuthorizer) {
		this.channelAuthorizer = channelAuthorizer;
		return this;
	}

	/**
	 * Set the authenticator of the connection's user.
	 * @param userAuthenticator the authenticator, or {@code null} for none
	 * @return this builder
	 */
	public PusherClientBuilder userAuthenticator(@Nullable UserAuthenticator userAuthenticator) {
		this.userAuthenticator = userAuthenticator;
		return this;
	}

	/**
	 * Set the mapper that writes the data of client events and converts the info of
	 * members.
	 * @param jsonMapper the mapper
	 * @return this builder
	 */
	public PusherClientBuilder jsonMapper(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
		return this;
	}

	/**
	 * Set the WebSocket engine.
	 * @param webSocketClient the engine, or {@code null} for the client's own
	 * @return this builder
	 */
	public PusherClientBuilder webSocketClient(@Nullable WebSocketClient webSocketClient) {
		this.webSocketClient = webSocketClient;
		return this;
	}

	/**
	 * Set the supplier of the SSL context. It is called for each attempt to connect, so
	 * that renewed certificates take effect.
	 * @param sslContext the supplier, which returns {@code null} for the JVM's default
	 * context
	 * @return this builder
	 */
	public PusherClientBuilder sslContext(Supplier<@Nullable SSLContext> sslContext) {
		this.sslContext = sslContext;
		return this;
	}

	/**
	 * Set whether the client keeps the JVM running from {@link PusherClient#connect()} to
	 * {@link PusherClient#disconnect()}.
	 * @param keepAlive whether to keep it running, {@code true} by default
	 * @return this builder
	 */
	public PusherClientBuilder keepAlive(boolean keepAlive) {
		this.keepAlive = keepAlive;
		return this;
	}

	/**
	 * Set the event loop.
	 * @param loop the loop
	 * @return this builder
	 */
	PusherClientBuilder loop(EventLoop loop) {
		this.loop = loop;
		return this;
	}

	/**
	 * Return the name of the client. Customizers can use it to distinguish several
	 * clients.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Build the client. It does nothing until {@link PusherClient#connect()} is called.
	 * @return the client
	 */
	public PusherClient build() {
		ClientSetup setup = new ClientSetup(this.name, this.options, List.copyOf(this.listeners),
				this.channelAuthorizer, this.userAuthenticator, this.jsonMapper);
		EventLoop loop = (this.loop != null) ? this.loop
				: new ThreadEventLoop(setup.label() + "-loop", !this.keepAlive);
		Function<PusherOptions, TransportStrategy> transports = transports(setup.label(), loop);
		PusherClient client = new DefaultPusherClient(setup, loop, transports);
		setup.listeners().forEach((listener) -> listener.initialized(client));
		return client;
	}

	private Function<PusherOptions, TransportStrategy> transports(String label, EventLoop loop) {
		WebSocketClient engine = this.webSocketClient;
		Supplier<@Nullable SSLContext> sslContext = this.sslContext;
		return (options) -> {
			List<TransportStrategy> hosts = new ArrayList<>();
			for (ServerOptions host : options.server().hosts()) {
				ConfiguredTransports transports = new ConfiguredTransports(
						options.withServer(host), (engine != null)
								? (uri, headers) -> new WebSocketTransport(engine, uri, headers, label, loop) : null,
						sslContext, label, loop);
				hosts.add(new DefaultTransportStrategy(transports, options.transports(), host.forceTls(), loop));
			}
			return (hosts.size() == 1) ? hosts.get(0)
					: new FallbackHosts(hosts, options.server().fallback().returnDelay());
		};
	}

}
