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

package dev.pusherspring.smoke.bridges;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.smoke.support.LaunchedApplication;

/**
 * The embedded server as a program. It ends with the program that has launched it.
 */
public final class ChannelsServer {

	/**
	 * Longest silence of a client that the server puts up with.
	 */
	static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);

	private ChannelsServer() {
	}

	static LaunchedApplication launch() {
		return LaunchedApplication.launch(ChannelsServer.class, List.of("-Dlogback.configurationFile=launched.xml"));
	}

	/**
	 * Run the server, and print its port.
	 * @param args not used
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		Duration activityTimeout = Duration.ofSeconds(1);
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.activityTimeout(activityTimeout)
			.pongTimeout(LONGEST_SILENCE.minus(activityTimeout))
			.build()) {
			server.start();
			System.out.println("port " + server.getPort());
			System.in.read();
		}
	}

}
