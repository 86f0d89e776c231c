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

package dev.pusherspring.benchmarks.migration.before;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.PrivateChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import com.pusher.client.connection.ConnectionEventListener;
import com.pusher.client.connection.ConnectionState;
import com.pusher.client.connection.ConnectionStateChange;
import com.pusher.client.util.HttpChannelAuthorizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.benchmarks.migration.Order;
import dev.pusherspring.benchmarks.migration.OrderDesk;

/**
 * An application with pusher-java-client.
 */
@Configuration(proxyBeanMethods = false)
public class OrderFeed {

	@Bean
	PusherOptions pusherOptions(@Value("${shop.auth-endpoint}") String authEndpoint) {
		return new PusherOptions().setCluster("eu").setChannelAuthorizer(new HttpChannelAuthorizer(authEndpoint));
	}

	@Bean(destroyMethod = "disconnect")
	Pusher pusher(@Value("${shop.key}") String key, PusherOptions options, JsonMapper json, OrderDesk desk) {
		Pusher pusher = new Pusher(key, options);
		pusher.connect(new ConnectionEventListener() {

			@Override
			public void onConnectionStateChange(ConnectionStateChange change) {
				desk.connection(change.getCurrentState().name());
			}

			@Override
			public void onError(String message, String code, Exception ex) {
				desk.problem(message);
			}

		}, ConnectionState.ALL);
		pusher.subscribePrivate("private-orders", new PrivateChannelEventListener() {

			@Override
			public void onEvent(PusherEvent event) {
				desk.placed(json.readValue(event.getData(), Order.class));
			}

			@Override
			public void onSubscriptionSucceeded(String channelName) {
			}

			@Override
			public void onAuthenticationFailure(String message, Exception ex) {
				desk.problem(message);
			}

		}, "order-placed");
		return pusher;
	}

}
