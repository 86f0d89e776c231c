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

package dev.pusherspring.test.autoconfigure;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Enables the embedded server and resets the properties that would bypass it. An empty
 * value counts as not set.
 *
 * @param authorize whether to use the authorization endpoints of the server
 */
record EmbeddedPusherContextCustomizer(boolean authorize) implements ContextCustomizer {

	private static final TestPropertyValues SERVER = TestPropertyValues.of("pusher.enabled=true",
			"pusher.embedded.enabled=true", "pusher.proxy.host=");

	private static final TestPropertyValues AUTHORIZATION = TestPropertyValues.of("pusher.auth.endpoint=",
			"pusher.user-auth.endpoint=");

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		SERVER.applyTo(context);
		if (this.authorize) {
			AUTHORIZATION.applyTo(context);
		}
	}

}
