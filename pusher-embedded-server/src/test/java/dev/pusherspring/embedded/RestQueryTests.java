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

package dev.pusherspring.embedded;

import java.util.Map;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what REST tells about channels.
 */
class RestQueryTests {

	private final SettableClock clock = new SettableClock();

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private ScriptedClient first;

	private ScriptedClient second;

	private Pusher pusher;

	@BeforeEach
	void start() {
		this.server.start();
		this.first = ScriptedClient.connect(this.server);
		this.second = ScriptedClient.connect(this.server);
		this.pusher = new Pusher("app-id", "app-key", "app-secret");
		this.pusher.setHost("127.0.0.1:" + this.server.getPort());
		this.pusher.setEncrypted(false);
		this.first.subscribed("room");
		this.first.join("presence-room", "{\"user_id\":\"ann\"}");
		this.first.next("pusher_internal:subscription_succeeded");
		this.second.join("presence-room", "{\"user_id\":\"ann\"}");
		this.second.next("pusher_internal:subscription_succeeded");
	}

	@AfterEach
	void stop() throws Exception {
		this.pusher.close();
		this.first.close();
		this.second.close();
		this.server.stop();
	}

	@Test
	void occupiedChannelsAreListed() {
		Result result = this.pusher.get("/channels");
		assertThat(result.getStatus()).isEqualTo(Result.Status.SUCCESS);
		assertThat(result.getMessage()).isEqualTo("{\"channels\":{\"room\":{},\"presence-room\":{}}}");
	}

	@Test
	void listIsFilteredAndDescribed() {
		Result result = this.pusher.get("/channels",
				Map.of("filter_by_prefix", "presence-", "info", "user_count,subscription_count"));
		assertThat(result.getMessage())
			.isEqualTo("{\"channels\":{\"presence-room\":{\"user_count\":1,\"subscription_count\":2}}}");
	}

	@Test
	void channelIsDescribed() {
		assertThat(this.pusher.get("/channels/room", Map.of("info", "subscription_count")).getMessage())
			.isEqualTo("{\"occupied\":true,\"subscription_count\":1}");
		assertThat(this.pusher.get("/channels/presence-room", Map.of("info", "user_count")).getMessage())
			.isEqualTo("{\"occupied\":true,\"user_count\":1}");
		assertThat(this.pusher.get("/channels/nobody-here").getMessage()).isEqualTo("{\"occupied\":false}");
	}

	@Test
	void cacheIsShown() {
		try (EmbeddedPusherServer cached = EmbeddedPusherServer.builder().clock(this.clock).build()) {
			cached.start();
			cached.trigger("cache-room", "news", "x");
			RestCaller caller = new RestCaller(cached).with("info", "cache")
				.with("auth_timestamp", Long.toString(this.clock.instant().getEpochSecond()));
			assertThat(caller.get("/channels/cache-room").body())
				.isEqualTo("{\"occupied\":false,\"cache\":{\"data\":\"x\",\"ttl\":1800}}");
		}
	}

	@Test
	void usersAreListed() {
		assertThat(this.pusher.get("/channels/presence-room/users").getMessage())
			.isEqualTo("{\"users\":[{\"id\":\"ann\"}]}");
		assertThat(this.pusher.get("/channels/presence-empty/users").getMessage()).isEqualTo("{\"users\":[]}");
	}

	@Test
	void publishingReturnsWhatWasAskedFor() {
		RestCaller caller = new RestCaller(this.server);
		assertThat(caller.post("/events",
				"{\"name\":\"n\",\"data\":\"x\",\"channels\":[\"room\",\"presence-room\"],\"info\":\"user_count,subscription_count\"}")
			.body())
			.isEqualTo("{\"channels\":{\"room\":{\"subscription_count\":1},"
					+ "\"presence-room\":{\"user_count\":1,\"subscription_count\":2}}}");
		assertThat(caller
			.post("/batch_events",
					"{\"batch\":[{\"name\":\"n\",\"data\":\"x\",\"channel\":\"presence-room\",\"info\":\"user_count\"},"
							+ "{\"name\":\"n\",\"data\":\"x\",\"channel\":\"room\"}]}")
			.body()).isEqualTo("{\"batch\":[{\"user_count\":1},{}]}");
	}

	@ParameterizedTest
	@CsvSource({ "/channels, user_count", "/channels, cache", "/channels, nonsense", "/channels/room, user_count",
			"/channels/room, cache", "/channels/room/users, ''", "/channels/a b, ''" })
	void questionWithoutAnswerIsRefused(String resource, String info) {
		RestCaller caller = new RestCaller(this.server);
		assertThat((info.isEmpty() ? caller : caller.with("info", info)).get(resource.replace(" ", "%20")).statusCode())
			.isEqualTo(400);
	}

	@Test
	void channelsOfUsersAreNotListed() {
		this.second.signin("{\"id\":\"ann\"}");
		this.second.next("pusher:signin_success");
		this.second.subscribed("#server-to-user-ann");
		assertThat(this.pusher.get("/channels").getMessage()).doesNotContain("#server");
	}

}
