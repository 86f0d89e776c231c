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

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.User;

/**
 * Published when the server has signed in the connection's user, the first time and after
 * each reconnection.
 *
 * @since 1.0.0
 */
public class PusherSignInSucceededEvent extends PusherApplicationEvent {

	private final transient User user;

	/**
	 * Create a new {@link PusherSignInSucceededEvent} instance.
	 * @param source the client
	 * @param user the user
	 */
	public PusherSignInSucceededEvent(PusherClient source, User user) {
		super(source);
		this.user = user;
	}

	/**
	 * Return the user.
	 * @return the user
	 */
	public User getUser() {
		return this.user;
	}

	@Override
	public String toString() {
		return "PusherSignInSucceededEvent[user=" + PrintableText.of(this.user.id()) + "]";
	}

}
