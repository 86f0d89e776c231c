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

package dev.pusherspring.smoke.endpoints.docs;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorityAuthorizationManager;

import dev.pusherspring.access.AccessDecision;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.access.UserData;
import dev.pusherspring.access.UserDataProvider;
import dev.pusherspring.access.security.AuthorizationManagerAccessPolicy;

/**
 * Who may do what in the browser.
 */
@Configuration(proxyBeanMethods = false)
class ShopAccess {

	@Bean
	ChannelAccessPolicy orders(OrderRepository orders) {
		return ChannelAccessPolicy.forChannels("private-orders-*", (request) -> {
			String order = request.channel().substring("private-orders-".length());
			Principal customer = request.principal();
			return (customer != null && orders.isOf(order, customer.getName())) ? AccessDecision.grant()
					: AccessDecision.deny();
		});
	}

	@Bean
	ChannelAccessPolicy chat(CustomerRepository customers) {
		return ChannelAccessPolicy.forChannels("presence-chat", (request) -> {
			if (request.principal() == null) {
				return AccessDecision.deny();
			}
			String id = request.principal().getName();
			return AccessDecision.grantAs(id, Map.of("name", customers.nicknameOf(id)));
		});
	}

	@Bean
	ChannelAccessPolicy staff() {
		return ChannelAccessPolicy.forChannels("private-staff-*",
				new AuthorizationManagerAccessPolicy(AuthorityAuthorizationManager.hasRole("STAFF")));
	}

	@Bean
	UserDataProvider users(CustomerRepository customers) {
		return (request) -> {
			if (request.principal() == null) {
				return null;
			}
			String id = request.principal().getName();
			return new UserData(id, Map.of("name", customers.nicknameOf(id)), customers.friendsOf(id));
		};
	}

	/**
	 * Knows orders.
	 */
	interface OrderRepository {

		boolean isOf(String order, String customer);

	}

	/**
	 * Knows customers.
	 */
	interface CustomerRepository {

		String nicknameOf(String customer);

		List<String> friendsOf(String customer);

	}

}
