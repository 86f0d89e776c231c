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

import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.testsupport.ChannelsServer;
import dev.pusherspring.testsupport.SoketiContainer;

/**
 * The scenarios on soketi.
 */
@Testcontainers(disabledWithoutDocker = true)
class SoketiPublishScenarioIntegrationTests extends AbstractPublishScenarioTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer().withClientMessages().withUserAuthentication();

	@Override
	ChannelsServer server() {
		return new ChannelsServer(soketi.host(), soketi.port(), SoketiContainer.APP_ID, SoketiContainer.APP_KEY,
				SoketiContainer.APP_SECRET);
	}

	@Override
	PublishOptions.Builder credentials(String secret) {
		return PublishOptions.builder(SoketiContainer.APP_ID, SoketiContainer.APP_KEY, secret);
	}

	@Override
	String secret() {
		return SoketiContainer.APP_SECRET;
	}

}
