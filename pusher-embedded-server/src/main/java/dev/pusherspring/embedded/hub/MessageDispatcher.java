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

package dev.pusherspring.embedded.hub;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.protocol.ClientMessage;
import dev.pusherspring.embedded.protocol.Refusal;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * Dispatches each message of a client to its handler, and sends refusals back to the
 * client.
 */
final class MessageDispatcher {

	private final SubscriptionDesk subscriptions;

	private final SignInDesk signin;

	private final ClientEventRelay clientEvents;

	private final FaultPlan faults;

	MessageDispatcher(SubscriptionDesk subscriptions, SignInDesk signin, ClientEventRelay clientEvents,
			FaultPlan faults) {
		this.subscriptions = subscriptions;
		this.signin = signin;
		this.clientEvents = clientEvents;
		this.faults = faults;
	}

	void dispatch(Connection connection, String text) {
		try {
			handle(connection, ClientMessage.parse(text));
		}
		catch (Refusal ex) {
			connection.refuse(ex);
		}
	}

	private void handle(Connection connection, ClientMessage message) {
		switch (message.event()) {
			case "pusher:ping" -> {
				if (!this.faults.isIgnorePings()) {
					connection.send(ServerFrame.pong());
				}
			}
			case "pusher:pong" -> {
				// the sign of life has already been recorded
			}
			case "pusher:subscribe" -> this.subscriptions.subscribe(connection, message);
			case "pusher:unsubscribe" -> this.subscriptions.unsubscribe(connection, message);
			case "pusher:signin" -> this.signin.signin(connection, message);
			default -> {
				if (!message.event().startsWith("client-")) {
					throw Refusal.request("Unsupported event received on socket: " + message.event());
				}
				this.clientEvents.relay(connection, message);
			}
		}
	}

}
