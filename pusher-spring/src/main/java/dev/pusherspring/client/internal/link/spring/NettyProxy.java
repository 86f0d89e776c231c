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

package dev.pusherspring.client.internal.link.spring;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.channel.ChannelHandler;
import io.netty.handler.proxy.HttpProxyHandler;

import dev.pusherspring.client.ProxySettings;

/**
 * Asks a proxy for a tunnel. Apart from the rest, as only this needs
 * {@code netty-handler-proxy}.
 */
final class NettyProxy {

	private NettyProxy() {
	}

	static ChannelHandler handler(InetSocketAddress address, ProxySettings settings, Duration timeout) {
		String username = settings.username();
		String password = settings.password();
		HttpProxyHandler handler = (username != null)
				? new HttpProxyHandler(address, username, (password != null) ? password : "")
				: new HttpProxyHandler(address);
		handler.setConnectTimeoutMillis(timeout.toMillis());
		return handler;
	}

}
