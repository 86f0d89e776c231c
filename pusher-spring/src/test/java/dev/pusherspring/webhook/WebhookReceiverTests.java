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

package dev.pusherspring.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.signature.Signer;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WebhookReceiver}, on a clock that stands still.
 */
class WebhookReceiverTests {

	private static final Duration MAX_AGE = Duration.ofMinutes(10);

	private final List<PusherWebhookEvent> queued = new ArrayList<>();

	private boolean room = true;

	private Instant now = Instant.ofEpochMilli(1_700_000_000_000L);

	private final WebhookReceiver receiver = new WebhookReceiver(
			List.of(app("pusher", Map.of("key", List.of("secret"), "old-key", List.of("old-secret"))),
					app("orders", Map.of("orders-key", List.of("orders-secret", "old-orders-secret")))),
			JsonMapper.shared(), MAX_AGE, () -> this.now);

	private WebhookApp app(String name, Map<String, List<String>> secrets) {
		Map<String, List<Signer>> signers = secrets.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> entry.getValue().stream().map(Signer::new).toList()));
		return new WebhookApp(name, signers, (events) -> {
			if (this.room) {
				this.queued.addAll(events);
			}
			return this.room;
		});
	}

	@Test
	void everyKindBecomesAnEventOfItsOwn() {
		receive("""
				{"name":"channel_occupied","channel":"a"},
				{"name":"channel_vacated","channel":"a"},
				{"name":"member_added","channel":"presence-a","user_id":"ann"},
				{"name":"member_removed","channel":"presence-a","user_id":7},
				{"name":"client_event","channel":"private-a","event":"client-x","data":"{\\"n\\":1}",\
				"socket_id":"1.2","user_id":"ann"},
				{"name":"cache_miss","channel":"cache-a"},
				{"name":"subscription_count","channel":"a","subscription_count":3},
				{"name":"novelty","channel":"a"}""");
		assertThat(this.queued).extracting((event) -> (Object) event.getClass())
			.containsExactly(ChannelOccupiedWebhookEvent.class, ChannelVacatedWebhookEvent.class,
					MemberAddedWebhookEvent.class, MemberRemovedWebhookEvent.class, ClientEventWebhookEvent.class,
					CacheMissWebhookEvent.class, SubscriptionCountWebhookEvent.class, UnknownWebhookEvent.class);
		assertThat(this.queued).allSatisfy((event) -> {
			assertThat(event.getApp()).isEqualTo("pusher");
			assertThat(event.getTime()).isEqualTo(this.now);
		});
		assertThat(((MemberRemovedWebhookEvent) this.queued.get(3)).getUserId()).isEqualTo("7");
		ClientEventWebhookEvent clientEvent = (ClientEventWebhookEvent) this.queued.get(4);
		assertThat(clientEvent.getEvent()).isEqualTo("client-x");
		assertThat(clientEvent.getData()).isEqualTo("{\"n\":1}");
		assertThat((Object) clientEvent.getData(Map.class)).isEqualTo(Map.of("n", 1));
		assertThat(clientEvent.getSocketId()).isEqualTo("1.2");
		assertThat(clientEvent.getUserId()).isEqualTo("ann");
		assertThat(((SubscriptionCountWebhookEvent) this.queued.get(6)).getCount()).isEqualTo(3);
		assertThat(((UnknownWebhookEvent) this.queued.get(7)).getJson()).contains("novelty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "7", "{\"name\":\"member_added\",\"channel\":\"presence-a\"}",
			"{\"name\":\"channel_occupied\"}", "{\"name\":[],\"channel\":{}}",
			"{\"name\":\"subscription_count\",\"channel\":\"a\",\"subscription_count\":99999999999}",
			"{\"name\":\"client_event\",\"channel\":\"private-a\"}" })
	void eventThatLacksSomethingIsUnknown(String event) {
		receive(event);
		assertThat(this.queued).singleElement().isInstanceOf(UnknownWebhookEvent.class);
	}

	@Test
	void dataOfSoketiIsTheJsonItself() {
		receive("{\"name\":\"client_event\",\"channel\":\"private-a\",\"event\":\"client-x\",\"data\":{\"n\":1}}");
		assertThat(((ClientEventWebhookEvent) this.queued.get(0)).getData()).isEqualTo("{\"n\":1}");
	}

	@Test
	void dataIsNotShown() {
		receive("{\"name\":\"client_event\",\"channel\":\"private-a\",\"event\":\"client-x\",\"data\":\"s3cr3t\"}");
		ClientEventWebhookEvent event = (ClientEventWebhookEvent) this.queued.get(0);
		assertThat(event).asString().doesNotContain("s3cr3t");
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> event.getData(Integer.class))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("client-x"))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("s3cr3t"));
	}

	@Test
	void everyAlteredByteIsNoticed() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		String signature = new Signer("secret").sign(body);
		for (int i = 0; i < body.length; i++) {
			byte[] altered = body.clone();
			altered[i] ^= 1;
			assertThat(this.receiver.receive("key", signature, altered)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		}
		assertThat(this.queued).isEmpty();
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.QUEUED);
	}

	@Test
	void wrongKeyOrSignatureIsRefused() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		String signature = new Signer("secret").sign(body);
		assertThat(this.receiver.receive(null, signature, body)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("other", signature, body)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("key", null, body)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("key", "", body)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("key", signature.toUpperCase(), body)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.queued).isEmpty();
	}

	@Test
	void keyChoosesTheAppAndSecretsAreNotShared() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		String ofOrders = new Signer("orders-secret").sign(body);
		assertThat(this.receiver.receive("key", ofOrders, body)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("old-key", ofOrders, body)).isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("orders-key", new Signer("secret").sign(body), body))
			.isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("orders-key", ofOrders, body)).isEqualTo(WebhookOutcome.QUEUED);
		assertThat(this.queued).singleElement().extracting(PusherWebhookEvent::getApp).isEqualTo("orders");
	}

	@Test
	void previousKeyIsTakenWithItsOwnSecretOnly() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		assertThat(this.receiver.receive("old-key", new Signer("secret").sign(body), body))
			.isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("key", new Signer("old-secret").sign(body), body))
			.isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("old-key", new Signer("old-secret").sign(body), body))
			.isEqualTo(WebhookOutcome.QUEUED);
		assertThat(this.queued).singleElement().extracting(PusherWebhookEvent::getApp).isEqualTo("pusher");
	}

	@Test
	void previousSecretOfTheSameKeyIsTaken() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		assertThat(this.receiver.receive("orders-key", new Signer("older-orders-secret").sign(body), body))
			.isEqualTo(WebhookOutcome.UNAUTHORIZED);
		assertThat(this.receiver.receive("orders-key", new Signer("old-orders-secret").sign(body), body))
			.isEqualTo(WebhookOutcome.QUEUED);
		assertThat(this.queued).singleElement().extracting(PusherWebhookEvent::getApp).isEqualTo("orders");
	}

	@Test
	void redeliveryIsTakenOnce() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		String signature = new Signer("secret").sign(body);
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.QUEUED);
		this.now = this.now.plus(Duration.ofMinutes(5));
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.REPEATED);
		assertThat(this.queued).hasSize(1);
	}

	@Test
	void webhookThatFoundNoRoomIsTakenWhenItComesAgain() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		String signature = new Signer("secret").sign(body);
		this.room = false;
		try (LogRecorder log = new LogRecorder(WebhookReceiver.class.getName())) {
			assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.REJECTED);
			assertThat(log.text()).contains("WARN").contains("too many webhooks");
		}
		this.room = true;
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.QUEUED);
	}

	@Test
	void webhookFromAnotherTimeIsRefused() {
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		String signature = new Signer("secret").sign(body);
		Instant made = this.now;
		this.now = made.plus(MAX_AGE).plusMillis(1);
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.STALE);
		this.now = made.minus(MAX_AGE).minusMillis(1);
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.STALE);
		this.now = made.plus(MAX_AGE);
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.QUEUED);
	}

	@Test
	void replayIsRecognizedForAsLongAsItIsNotTooOld() {
		Instant made = this.now;
		byte[] body = body("{\"name\":\"channel_occupied\",\"channel\":\"a\"}");
		String signature = new Signer("secret").sign(body);
		this.now = made.minus(MAX_AGE);
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.QUEUED);
		this.now = made.plus(MAX_AGE);
		assertThat(this.receiver.receive("key", signature, body)).isEqualTo(WebhookOutcome.REPEATED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "[]", "{\"time_ms\":1700000000000}", "{\"time_ms\":\"x\",\"events\":[]}",
			"{\"time_ms\":1700000000000,\"events\":{}}", "{\"time_ms\":1e400,\"events\":[]}", "{\"time_ms\":" })
	void signedNonsenseIsMalformed(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		assertThat(this.receiver.receive("key", new Signer("secret").sign(bytes), bytes))
			.isEqualTo(WebhookOutcome.MALFORMED);
	}

	@Test
	void officialLibraryFindsTheSameSignaturesValid() {
		String body = "{\"time_ms\":1700000000000,\"events\":[]}";
		String signature = new Signer("secret").sign(body);
		assertThat(new Pusher("1", "key", "secret").validateWebhookSignature("key", signature, body))
			.isEqualTo(Validity.VALID);
		assertThat(this.receiver.receive("key", signature, body.getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(WebhookOutcome.QUEUED);
	}

	@Test
	void twoAppsCannotHaveTheSameKey() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new WebhookReceiver(
					List.of(app("a", Map.of("k", List.of("s"))), app("b", Map.of("k", List.of("t")))),
					JsonMapper.shared(), MAX_AGE, () -> this.now))
			.withMessageContaining("'b'");
	}

	@Test
	void memoryIsBounded() {
		RecentWebhooks recent = new RecentWebhooks(3, Duration.ofMinutes(1));
		for (int i = 0; i < 5; i++) {
			assertThat(recent.add("s" + i, this.now)).isTrue();
		}
		assertThat(recent.size()).isEqualTo(3);
		assertThat(recent.add("s4", this.now)).isFalse();
		assertThat(recent.add("s0", this.now)).isTrue();
		recent.add("later", this.now.plusSeconds(61));
		assertThat(recent.size()).isEqualTo(1);
	}

	private void receive(String events) {
		byte[] body = body(events);
		assertThat(this.receiver.receive("key", new Signer("secret").sign(body), body))
			.isEqualTo(WebhookOutcome.QUEUED);
	}

	private static byte[] body(String events) {
		return ("{\"time_ms\":1700000000000,\"events\":[" + events + "]}").getBytes(StandardCharsets.UTF_8);
	}

}
