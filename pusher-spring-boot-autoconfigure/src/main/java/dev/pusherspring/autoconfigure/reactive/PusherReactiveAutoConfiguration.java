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

package dev.pusherspring.autoconfigure.reactive;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.reactive.ReactivePusherClient;

/**
 * {@link AutoConfiguration Auto-configuration} for the {@link ReactivePusherClient} of
 * the default app, or of the only app.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = PusherAutoConfiguration.class)
@ConditionalOnClass(Flux.class)
@ConditionalOnSingleCandidate(PusherClient.class)
public final class PusherReactiveAutoConfiguration {

	PusherReactiveAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ReactivePusherClient reactivePusherClient(PusherClient client, ObjectProvider<JsonMapper> jsonMapper) {
		// without a mapper of the application, a mapper with the modules on the
		// classpath, as for the client
		return ReactivePusherClient.builder(client)
			.jsonMapper(jsonMapper.getIfAvailable(() -> JsonMapper.builder().findAndAddModules().build()))
			.build();
	}

}
