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

package dev.pusherspring.event;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;

/**
 * Published when the state of the connection has changed.
 *
 * @since 1.0.0
 */
public class PusherConnectionStateEvent extends PusherApplicationEvent {

	private final ConnectionState previous;

	private final ConnectionState current;

	/**
	 * Create a new {@link PusherConnectionStateEvent} instance.
	 * @param source the client
	 * @param previous the state before
	 * @param current the state after
	 */
	public PusherConnectionStateEvent(PusherClient source, ConnectionState previous, ConnectionState current) {
		super(source);
		this.previous = previous;
		this.current = current;
	}

	/**
	 * Return the state before.
	 * @return the state
	 */
	public ConnectionState getPrevious() {
		return this.previous;
	}

	/**
	 * Return the state after.
	 * @return the state
	 */
	public ConnectionState getCurrent() {
		return this.current;
	}

	@Override
	public String toString() {
		return "PusherConnectionStateEvent[" + this.previous + " -> " + this.current + "]";
	}

}
