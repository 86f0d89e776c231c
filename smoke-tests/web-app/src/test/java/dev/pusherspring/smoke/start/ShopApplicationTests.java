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

package dev.pusherspring.smoke.start;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShopApplication}, which {@code docs/getting-started.md} builds.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShopApplicationTests {

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		// the port of the page may be taken on this machine
		context = new SpringApplicationBuilder(ShopApplication.class).run(
				"--spring.config.location=classpath:docs/getting-started.yaml", "--pusher.embedded.port=0",
				"--server.address=127.0.0.1", "--server.port=0");
		assertThat(
				context.getBean(EmbeddedPusherServer.class).awaitSubscribed("private-orders", Duration.ofSeconds(10)))
			.isTrue();
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void orderThatIsPostedReachesTheListener(CapturedOutput output) throws Exception {
		assertThat(post("/orders", "application/json", "{\"id\": 1, \"item\": \"tea\"}").statusCode()).isEqualTo(200);
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("To prepare: Order[id=1, item=tea]"));
	}

	@Test
	void browserMaySubscribe() throws Exception {
		HttpResponse<String> granted = post("/pusher/auth", "application/x-www-form-urlencoded",
				"socket_id=1.2&channel_name=private-orders");
		assertThat(granted.statusCode()).isEqualTo(200);
		assertThat(granted.body()).contains("\"auth\":\"app-key:");
		assertThat(post("/pusher/auth", "application/x-www-form-urlencoded", "socket_id=1.2&channel_name=private-other")
			.statusCode()).isEqualTo(403);
	}

	@Test
	void pageIsServed() throws Exception {
		assertThat(send(HttpRequest.newBuilder(address("/"))).body()).contains("private-orders");
	}

	private static HttpResponse<String> post(String path, String type, String body)
			throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(address(path))
			.header("Content-Type", type)
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private static URI address(String path) {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		return URI.create("http://127.0.0.1:" + port + path);
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
