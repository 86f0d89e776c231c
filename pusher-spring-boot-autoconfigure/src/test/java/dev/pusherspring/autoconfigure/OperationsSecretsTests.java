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

package dev.pusherspring.autoconfigure;

import java.time.Duration;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that operators see no secrets: they are planted wherever the application has a
 * place for them, and everything that operators see is searched.
 */
class OperationsSecretsTests {

	private static final String MARK = "planted-secret-";

	// a signature follows the key of the app
	private static final String SIGNATURE_START = "app-key:";

	private static final String MASTER_KEY = "cGxhbnRlZC1zZWNyZXQtbWFzdGVyLWtleS0xMjM0NTY=";

	@Test
	void nothingThatOperatorsSeeHasASecret() {
		OperatedApplication.runner()
			.withPropertyValues("pusher.key=app-key", "pusher.secret=" + MARK + "app",
					"pusher.encryption-master-key=" + MASTER_KEY, "pusher.headers.X-Token=" + MARK + "handshake",
					"pusher.auth.headers.Authorization=Bearer " + MARK + "auth",
					"pusher.auth.params.token=" + MARK + "param",
					"pusher.user-auth.headers.Authorization=" + MARK + "user", "pusher.metrics.channel-tag=true",
					"pusher.channels=orders,private-orders,presence-room")
			.run((context) -> {
				OperatedApplication application = new OperatedApplication(context);
				assertThat(application.server().awaitSubscribed("presence-room", Duration.ofSeconds(10))).isTrue();
				assertThat(application.server().getAuthorizationRequests()).as("the secrets are in use")
					.anySatisfy((request) -> assertThat(request.toString()).contains(MARK));
				assertNoSecrets(application);
				application.server().faults().rejectAuthorization(403, MARK + "answer");
				application.endpoint().subscribe("pusher", "private-refused");
				application.server().trigger("orders", "placed", MARK + "data");
				Awaitility.await().until(() -> application.health().getStatus().equals(Status.DOWN));
				Awaitility.await().until(() -> application.counter("pusher.messages.delivered") == 1);
				assertNoSecrets(application);
				application.server().faults().closeAll(4001, "App disabled");
				Awaitility.await().until(() -> application.health().getDetails().containsKey("lastError"));
				assertNoSecrets(application);
			});
	}

	private static void assertNoSecrets(OperatedApplication application) {
		Stream<String> seen = Stream.concat(
				Stream.of(JsonMapper.shared().writeValueAsString(application.endpoint().pusher()),
						JsonMapper.shared().writeValueAsString(application.health().getDetails()),
						application.health().toString()),
				application.meters().getMeters().stream().map(Meter::getId).map(Meter.Id::toString));
		assertThat(seen).hasSizeGreaterThan(20)
			.allSatisfy((text) -> assertThat(text).doesNotContain(MARK, MASTER_KEY, SIGNATURE_START));
	}

}
