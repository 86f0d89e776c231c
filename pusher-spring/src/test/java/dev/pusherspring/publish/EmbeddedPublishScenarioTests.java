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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.ChannelsServer;

/**
 * The scenarios on the embedded server.
 */
class EmbeddedPublishScenarioTests extends AbstractPublishScenarioTests {

	private static final EmbeddedPusherServer embedded = EmbeddedPusherServer.builder()
		.encryptionMasterKeyBase64(ChannelsServer.MASTER_KEY)
		.build();

	@BeforeAll
	static void start() {
		embedded.start();
	}

	@AfterAll
	static void stop() {
		embedded.stop();
	}

	@Override
	ChannelsServer server() {
		return new ChannelsServer(embedded.getHost(), embedded.getPort(), embedded.getAppId(), embedded.getKey(),
				embedded.getSecret());
	}

	@Override
	PublishOptions.Builder credentials(String secret) {
		return PublishOptions.builder(embedded.getAppId(), embedded.getKey(), secret);
	}

	@Override
	String secret() {
		return embedded.getSecret();
	}

}
