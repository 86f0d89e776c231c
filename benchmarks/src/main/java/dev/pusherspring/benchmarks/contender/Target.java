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

package dev.pusherspring.benchmarks.contender;

/**
 * The server to connect to.
 *
 * @param port port for plain WebSocket
 * @param tlsPort port for WebSocket over TLS
 * @param authPort port of the authorization endpoint
 * @param tls whether to use TLS
 * @param authDelay response time of the authorization endpoint in milliseconds, or 0 if
 * it is not used
 */
record Target(int port, int tlsPort, int authPort, boolean tls, int authDelay) {

	static Target fromSystemProperties() {
		return new Target(Integer.getInteger("port"), Integer.getInteger("tlsPort"), Integer.getInteger("authPort"),
				Boolean.getBoolean("tls"), Integer.getInteger("authDelay", 0));
	}

	int webSocketPort() {
		return this.tls ? this.tlsPort : this.port;
	}

	String authEndpoint() {
		return "http://localhost:%d/auth/%d".formatted(this.authPort, this.authDelay);
	}

}
