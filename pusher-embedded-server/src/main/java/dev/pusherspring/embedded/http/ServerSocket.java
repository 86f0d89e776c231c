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

package dev.pusherspring.embedded.http;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flush.FlushConsolidationHandler;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.hub.HttpSettings;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.Recent;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.embedded.protocol.ChannelEncryption;
import dev.pusherspring.embedded.protocol.Signer;
import dev.pusherspring.embedded.rest.RestApi;

/**
 * The listening socket, which also sets up the connections that it accepts.
 *
 * @since 1.0.0
 */
public final class ServerSocket {

	private static final int MAX_URL = 16 * 1024;

	private static final int MAX_HEADERS = 32 * 1024;

	private static final int MAX_CHUNK = 8 * 1024;

	// a call may carry ten events
	private static final int BODY_PER_DATA = 20;

	private static final int BODY_BASE = 1024 * 1024;

	private static final int MAX_PENDING_BYTES = 64 * 1024 * 1024;

	private final EventLoop loop;

	private final FaultPlan faults;

	private final AuthorizationEndpoint authorization;

	private final WebSocketUpgrade webSocket;

	private final RestApi rest;

	private final HttpTransports transports;

	private final HttpSettings http;

	private final int maxBody;

	private final ChannelGroup channels;

	/**
	 * Create a socket that does not listen yet.
	 * @param settings the settings of the server
	 * @param signer signs with the app's secret
	 * @param hub the hub that accepts the clients
	 * @param faults the faults that are switched on
	 * @param loop the one thread of the server
	 */
	public ServerSocket(ServerSettings settings, Signer signer, Hub hub, FaultPlan faults, EventLoop loop) {
		this.loop = loop;
		this.http = settings.http();
		// connections accepted during the closing are closed as well
		this.channels = new DefaultChannelGroup(loop, true);
		this.faults = faults;
		ChannelEncryption encryption = new ChannelEncryption(settings.encryptionMasterKey());
		this.authorization = new AuthorizationEndpoint(
				new AuthorizationSigner(settings.key(), signer, encryption, settings.userId()), hub, faults,
				settings.http());
		this.webSocket = new WebSocketUpgrade(settings, hub, faults);
		this.rest = new RestApi(settings, signer, hub, faults);
		this.transports = new HttpTransports(settings, hub, faults, loop);
		this.maxBody = (int) Math.min(Integer.MAX_VALUE, BODY_BASE + (long) BODY_PER_DATA * settings.maxEventData());
	}

	/**
	 * Start listening. Waits until the socket is bound.
	 * @param address the address to listen on
	 * @return the listening channel
	 * @throws IllegalStateException if the socket cannot be bound
	 */
	public Channel bind(InetSocketAddress address) {
		ChannelFuture bound = new ServerBootstrap().group(this.loop)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_REUSEADDR, true)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK,
					new WriteBufferWaterMark(MAX_PENDING_BYTES / 2, MAX_PENDING_BYTES))
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					accept(channel);
				}

			})
			.bind(address)
			.awaitUninterruptibly();
		Throwable cause = bound.cause();
		if (cause != null) {
			throw new IllegalStateException("The embedded server cannot listen on '" + address + "': "
					+ cause.getMessage() + ". Check the address, or use another port (0 for a free one)", cause);
		}
		this.channels.add(bound.channel());
		return bound.channel();
	}

	/**
	 * Stop accepting connections. Connections that have been accepted stay open. Returns
	 * when that is done.
	 */
	public void stopListening() {
		this.channels.close(ChannelMatchers.isInstanceOf(ServerChannel.class)).awaitUninterruptibly();
	}

	/**
	 * Close the listening socket and all connections that it has accepted. Data that has
	 * been written before is still sent. Waits until everything is closed.
	 */
	public void close() {
		this.channels.close().awaitUninterruptibly();
	}

	private void accept(SocketChannel channel) {
		if (this.faults.isRefuseConnections()) {
			Abort.abort(channel);
			return;
		}
		this.channels.add(channel);
		Duration byteInterval = this.faults.getByteInterval();
		if (byteInterval != null) {
			channel.pipeline().addLast(new SlowBytes(byteInterval));
		}
		channel.pipeline()
			.addLast(
					new FlushConsolidationHandler(FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true))
			.addLast(new BackPressure())
			.addLast(new HttpServerCodec(MAX_URL, MAX_HEADERS, MAX_CHUNK))
			.addLast(new HttpTimeouts(this.http))
			.addLast(new HttpObjectAggregator(this.maxBody))
			.addLast(new RequestRouter(this.webSocket, this.rest, this.authorization, this.transports));
	}

	/**
	 * Return the authorization requests received so far.
	 * @return the requests
	 */
	public Recent<AuthorizationRequest> authorizationRequests() {
		return this.authorization.received();
	}

}
