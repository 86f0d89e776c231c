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

package dev.pusherspring.publish.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.pusher.rest.Pusher;
import org.junit.jupiter.api.Test;

import dev.pusherspring.publish.ApiServer;
import dev.pusherspring.publish.ApiServer.Request;
import dev.pusherspring.signature.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestSigner}.
 */
class RequestSignerTests {

	private static final byte[] NO_BODY = {};

	@Test
	void signatureIsThatOfTheDocumentation() {
		RequestSigner signer = new RequestSigner("278d425bdf160c739803", new Signer("7ad3773142a6692b25b8"));
		byte[] body = "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}"
			.getBytes(StandardCharsets.UTF_8);
		assertThat(signer.query("POST", "/apps/3/events", Map.of(), body, 1353088179))
			.isEqualTo("auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
					+ "&body_md5=ec365a775a4cd0599faeb73354201b6f"
					+ "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
	}

	@Test
	void parametersAreSignedAsTheyAreAndSentEncoded() {
		RequestSigner signer = new RequestSigner("key", new Signer("secret"));
		String query = signer.query("GET", "/apps/3/channels", Map.of("info", "user_count,cache"), NO_BODY, 1);
		assertThat(query).startsWith("auth_key=key&auth_timestamp=1&auth_version=1.0&info=user_count%2Ccache&")
			.endsWith(new Signer("secret")
				.sign("GET\n/apps/3/channels\nauth_key=key&auth_timestamp=1&auth_version=1.0&info=user_count,cache"));
	}

	@Test
	void officialLibrarySignsTheSameRequestsInTheSameWay() {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", "{}"))) {
			Pusher pusher = new Pusher("7", "app-key", "app-secret");
			pusher.setHost("127.0.0.1:" + server.getPort());
			pusher.setEncrypted(false);
			pusher.trigger(List.of("a", "presence-b"), "e", Map.of("text", "ä & ö"), "1.2");
			pusher.get("/channels", Map.of("filter_by_prefix", "presence-", "info", "user_count"));
			pusher.get("/channels/presence-b@x;y=1,2/users");
			assertThat(server.getRequests()).hasSize(3).allSatisfy(RequestSignerTests::isSignedAlike);
		}
	}

	private static void isSignedAlike(Request request) {
		Map<String, String> own = new TreeMap<>(request.parameters());
		own.keySet().removeIf((name) -> name.startsWith("auth_") || name.equals("body_md5"));
		String query = new RequestSigner("app-key", new Signer("app-secret")).query(request.method(), request.path(),
				own, request.body().getBytes(StandardCharsets.UTF_8),
				Long.parseLong(request.parameters().get("auth_timestamp")));
		assertThat(query.split("&")).contains("auth_signature=" + request.parameters().get("auth_signature"));
	}

}
