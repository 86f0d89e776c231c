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

package dev.pusherspring.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.testsupport.NodePeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for signatures. The official server library for Node says which are
 * right.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class NodeJudgeIntegrationTests {

	private static final String KEY = "app-key";

	private static final String SECRET = "app-secret";

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final AuthorizationSigner signer = new AuthorizationSigner(KEY, SECRET);

	private final UserJson userJson = new UserJson(MAPPER);

	@BeforeAll
	static void install() {
		NodePeer.assumeInstalled();
	}

	@Test
	void channelsMembersAndUsersAreSignedAlike() throws Exception {
		Map<String, Object> info = Map.of("name", "Änn \"A\"");
		List<JsonNode> answers = judge(Map.of("type", "channel", "socketId", "12.34", "channel", "private-orders"),
				Map.of("type", "channel", "socketId", "12.34", "channel", "presence-desk", "user",
						Map.of("user_id", "ann")),
				Map.of("type", "channel", "socketId", "12.34", "channel", "presence-desk", "user",
						Map.of("user_info", info)),
				Map.of("type", "user", "socketId", "12.34", "user", Map.of("id", "ann")));
		assertThat(answers.get(0).path("auth").asString())
			.isEqualTo(this.signer.signChannel("12.34", "private-orders", null));
		String member = this.userJson.channelData("ann", null);
		assertThat(answers.get(1).path("channel_data").asString()).isEqualTo(member);
		assertThat(answers.get(1).path("auth").asString())
			.isEqualTo(this.signer.signChannel("12.34", "presence-desk", member));
		String data = answers.get(2).path("channel_data").asString();
		assertThat(answers.get(2).path("auth").asString())
			.isEqualTo(this.signer.signChannel("12.34", "presence-desk", data));
		String user = this.userJson.userData("ann", null, List.of());
		assertThat(answers.get(3).path("user_data").asString()).isEqualTo(user);
		assertThat(answers.get(3).path("auth").asString()).isEqualTo(this.signer.signUser("12.34", user));
	}

	@Test
	void webhooksAreFoundValidAndInvalidAlike() throws Exception {
		Signer own = new Signer(SECRET);
		String body = "{\"time_ms\":1700000000000,\"events\":[{\"name\":\"channel_occupied\",\"channel\":\"ä\"}]}";
		String signature = own.sign(body);
		List<JsonNode> verdicts = judge(webhook(KEY, signature, body), webhook(KEY, signature, body.replace('d', 'e')),
				webhook("other-key", signature, body), webhook(KEY, new Signer("other-secret").sign(body), body));
		assertThat(verdicts).extracting(JsonNode::asBoolean).containsExactly(true, false, false, false);
		assertThat(own.verify(body, signature)).isTrue();
		assertThat(own.verify(body.replace('d', 'e'), signature)).isFalse();
	}

	private static Map<String, Object> webhook(String key, String signature, String body) {
		return Map.of("type", "webhook", "key", key, "signature", signature, "body", body);
	}

	@SafeVarargs
	private static List<JsonNode> judge(Map<String, Object>... cases) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("node", "judge.js").directory(Path.of("target", "peers").toFile())
			.redirectError(Path.of("target", "peers", "judge.log").toFile());
		builder.environment().putAll(Map.of("APP_KEY", KEY, "APP_SECRET", SECRET));
		Process process = builder.start();
		try {
			for (Map<String, Object> each : cases) {
				process.getOutputStream()
					.write((MAPPER.writeValueAsString(each) + "\n").getBytes(StandardCharsets.UTF_8));
			}
			process.getOutputStream().close();
			String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
			return answers.lines().map(MAPPER::readTree).toList();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
