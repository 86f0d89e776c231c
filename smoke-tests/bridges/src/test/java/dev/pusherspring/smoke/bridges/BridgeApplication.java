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

package dev.pusherspring.smoke.bridges;

import java.util.List;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;

/**
 * An application to which a test adds bridges.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BridgeApplication {

	/**
	 * Run the application.
	 * @param port port of the embedded server
	 * @param sources the bridges, and what else it is made of
	 * @param properties its properties
	 * @return the running application
	 */
	static ConfigurableApplicationContext run(String port, List<Class<?>> sources, String... properties) {
		return new SpringApplicationBuilder(BridgeApplication.class).sources(sources.toArray(Class<?>[]::new))
			.properties("pusher.app-id=app-id", "pusher.key=app-key", "pusher.secret=app-secret",
					"pusher.host=127.0.0.1", "pusher.port=" + port, "pusher.force-tls=false",
					"pusher.listener.retry.initial-delay=100ms", "pusher.listener.retry.max-delay=1s",
					// each producer and consumer lists its settings, and a stopped broker
					// is no news
					"logging.level.org.apache.kafka=error")
			.properties(properties)
			.run();
	}

	static boolean isSubscribed(ConfigurableApplicationContext context, String name) {
		Channel channel = context.getBean(PusherClient.class).getChannel(name);
		return channel != null && channel.isSubscribed();
	}

}
