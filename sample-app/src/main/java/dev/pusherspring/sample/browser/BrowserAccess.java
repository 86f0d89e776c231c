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

package dev.pusherspring.sample.browser;

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

/**
 * What browsers may do. With the embedded server, which authorizes everybody, this is not
 * needed.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("pusher.secret")
class BrowserAccess {

	// that of whoever asks
	private final HttpSession session;

	BrowserAccess(HttpSession session) {
		this.session = session;
	}

	@Bean
	ChannelAccessPolicy visitorsSubscribe(PusherProperties properties) {
		return (request) -> {
			Visitor visitor = Visitor.of(this.session);
			return properties.getChannels().contains(request.channel())
					? AccessDecision.grantAs(visitor.id(), Map.of("name", visitor.name())) : AccessDecision.deny();
		};
	}

	@Bean
	UserDataProvider visitorsSignIn() {
		return (request) -> {
			Visitor visitor = Visitor.of(this.session);
			return new UserData(visitor.id(), Map.of("name", visitor.name()));
		};
	}

}
