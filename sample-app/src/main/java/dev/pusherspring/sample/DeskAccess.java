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

package dev.pusherspring.sample;

import java.util.Map;

import jakarta.servlet.http.HttpSession;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.access.AccessDecision;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.access.UserData;
import dev.pusherspring.access.UserDataProvider;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.LocalUserProvider;

/**
 * Decides who can join the desk. With the secret of the app, an application can sign
 * subscriptions to private and presence channels. This application signs its own
 * subscriptions and those of the browsers that show its page. The embedded server has its
 * own endpoints, which authorize everybody.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("pusher.secret")
class DeskAccess {

	// A proxy for the session of the current request.
	private final HttpSession session;

	DeskAccess(HttpSession session) {
		this.session = session;
	}

	// This bean enables the endpoint at /pusher/auth. The policy relies on what the
	// application knows about the browser, never on what the browser claims.
	@Bean
	ChannelAccessPolicy visitorsSubscribe(PusherProperties properties) {
		return (request) -> {
			Visitor visitor = Visitor.of(this.session);
			return properties.getChannels().contains(request.channel())
					? AccessDecision.grantAs(visitor.id(), Map.of("name", visitor.name())) : AccessDecision.deny();
		};
	}

	// This bean enables the endpoint at /pusher/user-auth, where browsers sign in.
	@Bean
	UserDataProvider visitorsSignIn() {
		return (request) -> {
			Visitor visitor = Visitor.of(this.session);
			return new UserData(visitor.id(), Map.of("name", visitor.name()));
		};
	}

	// The identity of this application on presence channels if it signs its own
	// subscriptions. With an authorization endpoint, set 'pusher.auth.params' instead.
	@Bean
	LocalUserProvider desk() {
		return (socketId, channel) -> new LocalUser("order-desk", Map.of("name", "Order desk"));
	}

}
