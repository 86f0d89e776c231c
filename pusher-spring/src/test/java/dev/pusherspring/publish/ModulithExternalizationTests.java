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

package dev.pusherspring.publish;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.Externalized;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the documentation says about Spring Modulith.
 */
class ModulithExternalizationTests {

	@Test
	void externalizedEventIsPublishedWhereItsAnnotationSays() {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", "{}"));
				AsyncPusherTemplate publisher = new AsyncPusherTemplate(
						new PusherTemplate(server.options().build(), ApiServer.requestFactory(), new JsonMapper()),
						new AsyncPusherTemplate.Settings(1, 10, Duration.ofSeconds(10)),
						new CustomizableThreadFactory(), null)) {
			EventExternalizerModuleListener externalizer = new Externalization()
				.pusherExternalizer(EventExternalizationConfiguration.defaults("dev.pusherspring").build(), publisher);
			assertThat(externalizer.supports(new OrderPlaced(7))).isTrue();
			externalizer.externalize(new OrderPlaced(7)).join();
			JsonNode body = new JsonMapper().readTree(server.getRequests().get(0).body());
			assertThat(body.get("channels").get(0).asString()).isEqualTo("private-orders");
			assertThat(body.get("name").asString()).isEqualTo("order-placed");
			assertThat(body.get("data").asString()).isEqualTo("{\"id\":7}");
		}
	}

	@Externalized("private-orders::order-placed")
	record OrderPlaced(long id) {

	}

	static class Externalization {

		@Bean
		EventExternalizerModuleListener pusherExternalizer(EventExternalizationConfiguration configuration,
				AsyncPusherOperations publisher) {
			return new EventExternalizerModuleListener(configuration,
					(event, target) -> publisher.trigger(target.getTarget(), target.getKey(), event));
		}

	}

}
