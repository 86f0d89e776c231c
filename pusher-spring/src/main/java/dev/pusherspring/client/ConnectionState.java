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

/**
 * States of the connection to the server, named as in the other Channels clients. The
 * state is {@link #CONNECTED} only while the connection is live: it changes as soon as
 * the connection is lost, not when the next attempt begins.
 *
 * @since 1.0.0
 */
public enum ConnectionState {

	/**
	 * {@link PusherClient#connect()} has not been called yet.
	 */
	INITIALIZED,

	/**
	 * There is no connection, and the client is trying to connect.
	 */
	CONNECTING,

	/**
	 * The connection is established and its handshake is complete.
	 */
	CONNECTED,

	/**
	 * There has been no connection for the unavailable timeout. The client keeps trying
	 * to connect.
	 */
	UNAVAILABLE,

	/**
	 * There is no connection, and the client has stopped trying to connect: the maximum
	 * number of attempts is used up, or no transport is available.
	 */
	FAILED,

	/**
	 * There is no connection, and the client does not try to connect:
	 * {@link PusherClient#disconnect()} was called, or the server has permanently refused
	 * the connection.
	 */
	DISCONNECTED

}
