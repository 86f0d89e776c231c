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

import java.util.Map;

/**
 * A client that can be measured.
 */
interface Contender {

	/**
	 * Connect, and return once connected.
	 * @param target the server to connect to
	 * @param sink receives events
	 * @throws Exception if the connection fails
	 */
	void connect(Target target, Sink sink) throws Exception;

	/**
	 * Subscribe to a channel. Returns immediately.
	 * @param channel name of the channel
	 */
	void subscribe(String channel);

	/**
	 * Return a contender.
	 * @param name the name
	 * @return the contender
	 */
	static Contender of(String name) {
		return switch (name) {
			case "listener" -> new SpringContender(SpringContender.WithPusherListener.class);
			case "listener-batches" -> new SpringContender(SpringContender.WithPusherListener.class,
					Map.of("pusher.auth.batch.enabled", true));
			case "typed-listener" -> new SpringContender(SpringContender.WithTypedListener.class);
			case "event-listener" -> new SpringContender(SpringContender.WithEventListener.class);
			case "pusher-java-client" -> new PusherJavaClientContender();
			case "socket" -> new SocketContender(false);
			case "socket-decoding" -> new SocketContender(true);
			default -> throw new IllegalArgumentException("There is no contender '%s'".formatted(name));
		};
	}

}
