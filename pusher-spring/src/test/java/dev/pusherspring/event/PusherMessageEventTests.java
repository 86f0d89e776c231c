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

package dev.pusherspring.event;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link PusherMessageEvent}.
 */
class PusherMessageEventTests {

	private static final AtomicInteger created = new AtomicInteger();

	private final PusherClient client = Mockito.mock(PusherClient.class);

	@Test
	void tellsWhereItCameFrom() {
		PusherMessageEvent event = new PusherMessageEvent(this.client, "presence-room", "client-typing", null, "u1",
				JsonMapper.shared());
		assertThat(event.getClient()).isSameAs(this.client);
		assertThat(event.getSource()).isSameAs(this.client);
		assertThat(event.getChannel()).isEqualTo("presence-room");
		assertThat(event.getEvent()).isEqualTo("client-typing");
		assertThat(event.getUserId()).isEqualTo("u1");
	}

	@Test
	void dataIsTheTextThatWasSent() {
		assertThat(event("{ \"id\" : 1.10 }").getData()).isEqualTo("{ \"id\" : 1.10 }");
	}

	@Test
	void dataThatIsNotJsonIsStillThereAsText() {
		assertThat(event("hello, world").getData()).isEqualTo("hello, world");
	}

	@Test
	void dataMayBeAbsent() {
		PusherMessageEvent event = event(null);
		assertThat(event.getData()).isNull();
		assertThat(event.getData(Order.class)).isNull();
		assertThat(event.getData(String.class)).isNull();
	}

	@Test
	void dataIsReadAsType() {
		assertThat(event("{\"id\":7,\"item\":\"tea\"}").getData(Order.class)).isEqualTo(new Order(7, "tea"));
	}

	@Test
	void dataIsReadAsGenericType() {
		List<Order> orders = event("[{\"id\":1,\"item\":\"tea\"},{\"id\":2,\"item\":\"cake\"}]")
			.getData(new ParameterizedTypeReference<List<Order>>() {
			});
		assertThat(orders).containsExactly(new Order(1, "tea"), new Order(2, "cake"));
	}

	@Test
	void dataIsReadAsTreeAndAsMap() {
		PusherMessageEvent event = event("{\"id\":7}");
		JsonNode tree = event.getData(JsonNode.class);
		assertThat(tree).isNotNull();
		assertThat(tree.path("id").intValue()).isEqualTo(7);
		assertThat(event.getData(new ParameterizedTypeReference<Map<String, Integer>>() {
		})).containsEntry("id", 7);
	}

	@Test
	void stringTypeReturnsTheTextAsItIs() {
		assertThat(event("\"quoted\"").getData(String.class)).isEqualTo("\"quoted\"");
		assertThat(event("not JSON").getData(String.class)).isEqualTo("not JSON");
	}

	@Test
	void jsonNullIsNull() {
		assertThat(event("null").getData(Order.class)).isNull();
	}

	@Test
	void dataIsReadOncePerType() {
		created.set(0);
		PusherMessageEvent event = event("{\"id\":7}");
		Counted first = event.getData(Counted.class);
		assertThat(event.getData(Counted.class)).isSameAs(first);
		assertThat(event.getData(new ParameterizedTypeReference<Counted>() {
		})).isSameAs(first);
		assertThat(created).hasValue(1);
		assertThat(event.getData(Order.class)).isEqualTo(new Order(7, null));
	}

	@Test
	void genericDataIsReadOncePerType() {
		ParameterizedTypeReference<Optional<Order>> type = new ParameterizedTypeReference<>() {
		};
		PusherMessageEvent event = event("{\"id\":1,\"item\":\"tea\"}");
		assertThat(event.getData(type).orElseThrow()).isSameAs(event.getData(type).orElseThrow());
	}

	@Test
	void conversionErrorNamesChannelEventTypeAndPosition() {
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> event("{\"id\":\"seven\"}").getData(Order.class))
			.withMessageContaining("'placed'")
			.withMessageContaining("'private-orders'")
			.withMessageContaining(Order.class.getName())
			.withMessageContaining("at character 6")
			.withMessageContaining("id");
	}

	@Test
	void conversionErrorTellsWhatWasExpectedAndFound() {
		assertReason("{\"id\":\"seven\"}", Order.class, "text where int is expected, in 'id'");
		assertReason("{\"id\":{}}", Order.class, "an object where int is expected, in 'id'");
		assertReason("{\"id\":[1]}", Order.class, "an array where int is expected, in 'id'");
		assertReason("{\"id\":null,\"item\":\"tea\"}", Order.class, "null where int is expected, in 'id'");
		assertReason("{\"item\":\"tea\"}", Order.class, "no value for int 'id'");
		assertReason("{\"id\":1,\"item\":[]}", Order.class, "an array where String is expected, in 'item'");
		assertReason("[1]", Order.class, "an array where " + Order.class.getName() + " is expected");
		assertReason("\"text\"", Order.class, "text where " + Order.class.getName() + " is expected");
		assertReason("{\"size\":\"LARGE\"}", Sized.class, "no valid " + Size.class.getName() + " in 'size'");
		assertReason("{\"id\":7,", Order.class, "the JSON ends too early");
		assertReason("seven", Order.class, "it is not JSON");
		assertReason("{\"text\":\"x\"}", Picky.class,
				"the constructor of " + Picky.class.getName() + " threw IllegalArgumentException");
	}

	@Test
	void conversionErrorGivesTheTextOfJacksonToWhoAsksForIt() {
		try (LogRecorder log = new LogRecorder("pusher.payload")) {
			assertThatExceptionOfType(PayloadConversionException.class)
				.isThrownBy(() -> event("{\"id\":\"seven\"}").getData(Order.class));
			assertThat(log.text()).contains("DEBUG pusher.payload").contains("\"seven\"");
		}
		try (LogRecorder log = new LogRecorder("dev.pusherspring")) {
			assertThatExceptionOfType(PayloadConversionException.class)
				.isThrownBy(() -> event("{\"id\":\"seven\"}").getData(Order.class));
			assertThat(log.text()).doesNotContain("seven");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { BigDecimal.class, BigInteger.class, Instant.class, Duration.class, JsonNode.class })
	void aNumberThatNoTypeHoldsIsAConversionErrorThatDoesNotRepeatIt(Class<?> type) {
		JsonMapper exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
		PusherMessageEvent event = new PusherMessageEvent(this.client, "private-orders", "placed", "1e99999999999",
				null, exact);
		PayloadConversionException ex = catchThrowableOfType(PayloadConversionException.class,
				() -> event.getData(type));
		assertThat(ex).hasMessageContaining("cannot be read as " + type.getName() + ": a number out of range");
		assertThat(stackTrace(ex)).doesNotContain("99999999999");
	}

	@Test
	void anyOtherFailureOfTheConversionIsNamedWithoutItsText() {
		JsonMapper failing = JsonMapper.builder()
			.addModule(new SimpleModule().addDeserializer(Order.class, new StdDeserializer<>(Order.class) {

				@Override
				public Order deserialize(JsonParser parser, DeserializationContext context) {
					throw new IllegalStateException("TOPSECRET");
				}

			}))
			.build();
		PusherMessageEvent event = new PusherMessageEvent(this.client, "private-orders", "placed", "1", null, failing);
		PayloadConversionException ex = catchThrowableOfType(PayloadConversionException.class,
				() -> event.getData(Order.class));
		assertThat(ex).hasMessageEndingWith(": IllegalStateException");
		assertThat(stackTrace(ex)).doesNotContain("TOPSECRET");
	}

	private void assertReason(String data, Class<?> type, String reason) {
		assertThatExceptionOfType(PayloadConversionException.class).as(data)
			.isThrownBy(() -> event(data).getData(type))
			.withMessageContaining(": " + reason);
	}

	@Test
	void whatCanChangeIsReadForEachWhoAsks() {
		PusherMessageEvent event = event("[\"a\"]");
		ParameterizedTypeReference<List<String>> type = new ParameterizedTypeReference<>() {
		};
		assertThat(event.getData(type)).isEqualTo(event.getData(type)).isNotSameAs(event.getData(type));
		assertThat(event.getData(JsonNode.class)).isNotSameAs(event.getData(JsonNode.class));
	}

	@Test
	void namesOfTheServerStayOnOneLine() {
		PusherMessageEvent event = new PusherMessageEvent(this.client, "a\nb", "c\r\nERROR d\u001b[31m", "x", null,
				JsonMapper.shared());
		assertThat(event.toString()).contains("a\\u000ab").contains("c\\u000d\\u000aERROR d\\u001b[31m");
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> event.getData(Order.class))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n", "\r", "\u001b"));
	}

	@Test
	void conversionErrorOfMalformedDataNamesThePosition() {
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> event("{\"id\":7,").getData(Order.class))
			.withMessageContaining("at character 8");
	}

	@Test
	void conversionErrorOfGenericTypeNamesItsParameters() {
		ParameterizedTypeReference<List<Order>> type = new ParameterizedTypeReference<>() {
		};
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> event("{}").getData(type))
			.withMessageContaining("java.util.List<" + Order.class.getName() + ">");
	}

	@Test
	void conversionErrorNeverRepeatsThePayload() {
		assertSilent("{\"id\":\"TOPSECRET\"}", Order.class);
		assertSilent("{\"id\":TOPSECRET}", Order.class);
		assertSilent("TOPSECRET", Order.class);
		assertSilent("{\"size\":\"TOPSECRET\"}", Sized.class);
		assertSilent("{\"text\":\"TOPSECRET\"}", Picky.class);
		assertSilent("\"TOPSECRET\"", Order.class);
		assertSilent("{\"id\":1,\"item\":[\"TOPSECRET\"]}", Order.class);
	}

	@Test
	void conversionErrorDoesNotRepeatKeysOfMaps() {
		ParameterizedTypeReference<Map<String, Map<String, Integer>>> type = new ParameterizedTypeReference<>() {
		};
		PusherMessageEvent event = event("{\"balances\":{\"TOPSECRET\":\"x\"}}");
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> event.getData(type))
			.satisfies((ex) -> assertThat(stackTrace(ex)).doesNotContain("TOPSECRET"));
		PusherMessageEvent other = event("{\"TOPSECRET\":1}");
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> other.getData(new ParameterizedTypeReference<HashMap<Integer, Integer>>() {
			}))
			.satisfies((ex) -> assertThat(stackTrace(ex)).doesNotContain("TOPSECRET"));
	}

	@Test
	void conversionErrorTellsWhereInsideCollectionsItOccurred() {
		ParameterizedTypeReference<List<Order>> type = new ParameterizedTypeReference<>() {
		};
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> event("[{\"id\":1},{\"id\":{}}]").getData(type))
			.withMessageContaining("[1].id");
	}

	@Test
	void conversionMaySucceedForAnotherTypeAfterFailure() {
		PusherMessageEvent event = event("{\"id\":\"seven\"}");
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> event.getData(Order.class));
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> event.getData(Order.class));
		assertThat(event.getData(JsonNode.class)).isNotNull();
	}

	@Test
	void stringFormHasNoData() {
		assertThat(event("TOPSECRET").toString()).contains("private-orders", "placed").doesNotContain("TOPSECRET");
	}

	private void assertSilent(String data, Class<?> type) {
		PayloadConversionException ex = catchThrowableOfType(PayloadConversionException.class,
				() -> event(data).getData(type));
		assertThat(ex).as(data).isNotNull();
		assertThat(stackTrace(ex)).as(data).doesNotContain("TOPSECRET");
	}

	// with all causes and suppressed exceptions, as a log shows them
	private static String stackTrace(Throwable ex) {
		StringWriter writer = new StringWriter();
		ex.printStackTrace(new PrintWriter(writer));
		return writer.toString();
	}

	private PusherMessageEvent event(String data) {
		return new PusherMessageEvent(this.client, "private-orders", "placed", data, null, JsonMapper.shared());
	}

	record Order(int id, String item) {

	}

	record Counted(int id) {

		Counted {
			created.incrementAndGet();
		}

	}

	enum Size {

		SMALL

	}

	record Sized(Size size) {

	}

	record Picky(String text) {

		Picky {
			throw new IllegalArgumentException("Not '" + text + "'");
		}

	}

}
