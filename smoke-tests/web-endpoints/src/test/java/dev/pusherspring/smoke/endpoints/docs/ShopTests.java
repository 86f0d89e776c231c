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
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;

import dev.pusherspring.access.AccessDecision;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.access.ChannelAccessRequest;
import dev.pusherspring.access.UserDataRequest;
import dev.pusherspring.webhook.ChannelOccupiedWebhookEvent;
import dev.pusherspring.webhook.ChannelVacatedWebhookEvent;
import dev.pusherspring.webhook.PusherWebhookEvent.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShopAccess} and {@link ShopWebhooks}, which the documentation quotes.
 */
class ShopTests {

	private final ShopAccess access = new ShopAccess();

	private final ShopAccess.CustomerRepository customers = new ShopAccess.CustomerRepository() {

		@Override
		public String nicknameOf(String customer) {
			return customer.toUpperCase();
		}

		@Override
		public List<String> friendsOf(String customer) {
			return List.of("bob");
		}

	};

	@Test
	void orderIsForItsCustomer() {
		ChannelAccessPolicy policy = this.access
			.orders((order, customer) -> order.equals("7") && customer.equals("ann"));
		assertThat(decide(policy, "private-orders-7", "ann").isGranted()).isTrue();
		assertThat(decide(policy, "private-orders-7", "bob").isGranted()).isFalse();
		assertThat(decide(policy, "private-orders-8", "ann").isGranted()).isFalse();
		assertThat(decide(policy, "private-staff-1", "ann").isAbstained()).isTrue();
	}

	@Test
	void memberHasANickname() {
		AccessDecision decision = decide(this.access.chat(this.customers), "presence-chat", "ann");
		assertThat(decision.getMember().id()).isEqualTo("ann");
		assertThat(decision.getMember().info()).isEqualTo(Map.of("name", "ANN"));
	}

	@Test
	void staffHasARole() {
		ChannelAccessPolicy policy = this.access.staff();
		assertThat(decide(policy, "private-staff-1", "ann").isGranted()).isFalse();
		assertThat(policy.decide(request("private-staff-1", new TestingAuthenticationToken("eve", "", "ROLE_STAFF")))
			.isGranted()).isTrue();
	}

	@Test
	void userHasAWatchlist() {
		Principal ann = () -> "ann";
		assertThat(this.access.users(this.customers)
			.getUserData(new UserDataRequest("pusher", "1.2", ann, Map.of()))
			.watchlist()).containsExactly("bob");
	}

	@Test
	void channelsAreWatched() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(ShopWebhooks.class)) {
			Origin origin = new Origin("pusher", Instant.EPOCH);
			context.publishEvent(new ChannelOccupiedWebhookEvent(origin, "prices"));
			assertThat(context.getBean(ShopWebhooks.class).watched()).containsExactly("prices");
			context.publishEvent(new ChannelVacatedWebhookEvent(origin, "prices"));
			assertThat(context.getBean(ShopWebhooks.class).watched()).isEmpty();
		}
	}

	private static AccessDecision decide(ChannelAccessPolicy policy, String channel, String user) {
		Principal principal = () -> user;
		return policy.decide(request(channel, principal));
	}

	private static ChannelAccessRequest request(String channel, Principal principal) {
		return new ChannelAccessRequest("pusher", channel, "1.2", principal, Map.of());
	}

}
