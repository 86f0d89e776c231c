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

package dev.pusherspring.testsupport;

import org.jspecify.annotations.Nullable;

/**
 * Texts that a Channels server sends.
 */
public final class ServerMessages {

	/**
	 * The server's question whether the client is there.
	 */
	public static final String PING = "{\"event\":\"pusher:ping\",\"data\":\"{}\"}";

	/**
	 * The server's answer to the client's question.
	 */
	public static final String PONG = "{\"event\":\"pusher:pong\",\"data\":\"{}\"}";

	private ServerMessages() {
	}

	public static String established(String socketId) {
		return established(socketId, 120);
	}

	public static String established(String socketId, int activityTimeout) {
		return """
				{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"%s\\",\\"activity_timeout\\":%d}"}"""
			.formatted(socketId, activityTimeout);
	}

	public static String error(@Nullable Integer code, String message) {
		return """
				{"event":"pusher:error","data":{"code":%d,"message":"%s"}}""".formatted(code, message);
	}

	public static String subscriptionSucceeded(String channel) {
		return """
				{"event":"pusher_internal:subscription_succeeded","channel":"%s","data":"{}"}""".formatted(channel);
	}

	public static String event(String channel, String event, String data) {
		return """
				{"event":"%s","channel":"%s","data":"%s"}""".formatted(event, channel, data);
	}

}
