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

package dev.pusherspring.smoke.endpoints;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authorization.AuthorityAuthorizationManager;

import dev.pusherspring.access.AccessDecision;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.access.ChannelAccessRequest;
import dev.pusherspring.access.UserData;
import dev.pusherspring.access.UserDataProvider;
import dev.pusherspring.access.security.AuthorizationManagerAccessPolicy;

/**
 * An application with users, two apps and a policy for each, on whatever web framework.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ServletSecurity.class, ReactiveSecurity.class, RecordedWebhooks.class })
class EndpointsApplication {

	static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	@Bean
	@Qualifier("pusher")
	ChannelAccessPolicy ownChannels() {
		return (request) -> request.channel().endsWith("-of-" + name(request.principal())) ? AccessDecision.grant()
				: AccessDecision.abstain();
	}

	@Bean
	@Qualifier("pusher")
	ChannelAccessPolicy desk() {
		return ChannelAccessPolicy.forChannels("presence-*", EndpointsApplication::join);
	}

	private static AccessDecision join(ChannelAccessRequest request) {
		String name = name(request.principal());
		return AccessDecision.grantAs(name, Map.of("name", name.toUpperCase()));
	}

	@Bean
	@Qualifier("pusher")
	ChannelAccessPolicy administration() {
		return ChannelAccessPolicy.forChannels("private-admin",
				new AuthorizationManagerAccessPolicy(AuthorityAuthorizationManager.hasRole("ADMIN")));
	}

	@Bean
	@Qualifier("orders")
	ChannelAccessPolicy orders() {
		return ChannelAccessPolicy.forChannels("private-orders", (request) -> AccessDecision.grant());
	}

	@Bean
	UserDataProvider users() {
		return (request) -> {
			String name = name(request.principal());
			return name.equals("bob") ? null : new UserData(name, Map.of("app", request.app()), List.of("cid"));
		};
	}

	private static String name(Principal principal) {
		return (principal != null) ? principal.getName() : "nobody";
	}

}
