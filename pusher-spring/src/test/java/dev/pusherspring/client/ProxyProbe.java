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

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.pusherspring.client.builder.PusherClientBuilder;

/**
 * Program that connects through a proxy and tells how that went, in a JVM that has not
 * used HTTP before.
 */
public final class ProxyProbe {

	private ProxyProbe() {
	}

	/**
	 * Connect.
	 * @param args transport, whether to use TLS, port of the proxy, name and password
	 */
	public static void main(String... args) throws InterruptedException {
		PusherClient client = new PusherClientBuilder(
				options(TransportName.valueOf(args[0]), Boolean.parseBoolean(args[1]),
						new ProxySettings("127.0.0.1", Integer.parseInt(args[2]), args[3], args[4])))
			.listener(new Reporter())
			.build();
		client.connect();
		Reporter.done.await(20, TimeUnit.SECONDS);
		client.disconnect();
	}

	static PusherOptions options(TransportName transport, boolean tls, ProxySettings proxy) {
		return PusherOptions.builder("app-key")
			.host("pusher.test")
			.server((server) -> server.withHttp(new ServerOptions.Http("pusher.test", null, "")))
			.forceTls(tls)
			.transports(new TransportSelection(Set.of(transport), Set.of()))
			.proxy(proxy)
			.connection((connection) -> connection.withConnectTimeout(Duration.ofSeconds(20))
				.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(100))))
			.build();
	}

	private static final class Reporter implements PusherClientListener {

		private static final CountDownLatch done = new CountDownLatch(1);

		@Override
		public void stateChanged(ConnectionState previous, ConnectionState current) {
			if (current == ConnectionState.CONNECTED) {
				report("connected");
			}
		}

		@Override
		public void errorOccurred(PusherError error) {
			report("error: " + error.message());
		}

		private static synchronized void report(String result) {
			if (done.getCount() > 0) {
				System.out.println("result " + result);
				done.countDown();
			}
		}

	}

}
