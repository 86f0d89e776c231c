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

package dev.pusherspring.autoconfigure.embedded;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * {@link AutoConfiguration Auto-configuration} for an embedded Channels server for each
 * app under {@code pusher.apps}, as a server supports only one app.
 *
 * @since 1.0.0
 */
@AutoConfiguration(before = PusherAutoConfiguration.class, after = EmbeddedPusherAutoConfiguration.class)
@ConditionalOnClass(EmbeddedPusherServer.class)
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@Import(EmbeddedPusherAppsRegistrar.class)
public final class EmbeddedPusherAppsAutoConfiguration {

	EmbeddedPusherAppsAutoConfiguration() {
	}

}
