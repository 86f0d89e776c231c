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

package dev.pusherspring.listener.method;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.JsonNode;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionCountEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.PusherHandler;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.method.result.ListenerReturnValueHandler;
import dev.pusherspring.listener.pattern.PusherEventNameFormatter;
import dev.pusherspring.testsupport.ListeningContext;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherHandler} methods.
 */
class HandlerGroupTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			placed     | {"id": 1}  | placed 1
			cancelled  | 2          | gone 2 in orders
			returned   | 3          | gone 3 in orders
			shipped-eu | x          | shipped-* x
			shipped-eu-1 | x        | shipped-eu-* x
			shipped-us-1 | x        | shipped-us-1 x
			other      | x          | other x""")
	void theNameOfTheEventDecides(String event, String data, String heard) {
		assertThat(heard(ByName.class, event, data)).containsExactly(heard);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"id": 1}    | order 1
			[{"id": 2}]  | orders [2]
			12           | number 12
			-1.5e3       | number -1500
			true         | flag true
			hello        | text hello
			"hello"      | text "hello"
			2026-01-01   | text 2026-01-01
			1.2.3        | text 1.2.3
			truely       | text truely
			null         | default
			''           | default""")
	void theTypeOfThePayloadDecides(String data, String heard) {
		assertThat(heard(ByShape.class, "any", data)).containsExactly(heard);
	}

	@Test
	void noDataIsForTheDefaultHandler() {
		assertThat(heard(ByShape.class, "any", null)).containsExactly("default");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"kind": "placed", "id": 1}    | placed 1
			{"kind": "cancelled", "id": 2} | cancelled 2
			{"kind": "returned", "id": 3}  | any Returned
			{"kind": "unknown"}            | default
			{"id": 1}                      | default
			[1]                            | list [1]""")
	void subtypesAreToldApart(String data, String heard) {
		assertThat(heard(BySubtype.class, "any", data)).containsExactly(heard);
	}

	@Test
	void handlersOfOneNameAreChosenByType() {
		assertThat(heard(NameAndType.class, "placed", "{\"id\": 1}")).containsExactly("one 1");
		assertThat(heard(NameAndType.class, "placed", "[{\"id\": 1}, {\"id\": 2}]")).containsExactly("many 2");
		assertThat(heard(NameAndType.class, "placed", "text")).containsExactly("pattern text");
	}

	@Test
	void newsAreImpliedByTheParameter() {
		try (ListeningContext context = ListeningContext.of(News.class)) {
			assertThat(endpoint(context).getEvents()).containsExactlyInAnyOrder("placed", "pusher:subscription_count");
			context.dispatch(new PusherSubscriptionCountEvent(context.client(), "orders", 5));
			context.send("orders", "placed", "x");
			context.send("orders", "other", "x");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(News.class).heard).containsExactly("count 5", "placed x");
		}
	}

	@Test
	void eventThatNobodyTakesIsAFailureWithoutItsData() {
		try (ListeningContext context = ListeningContext.of(WithoutDefault.class)) {
			context.send("orders", "any", "secret-text");
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(PayloadConversionException.class)
					.hasMessageContaining("'any' on channel 'orders'")
					.hasMessageNotContaining("secret-text"));
		}
	}

	@Test
	void dataThatDoesNotFitTheOnlyHandlerOfItsNameTellsWhy() {
		try (ListeningContext context = ListeningContext.of(ByName.class)) {
			context.send("orders", "placed", "[]");
			assertThat(context.failures()).singleElement()
				.satisfies((ex) -> assertThat(ex).isInstanceOf(PayloadConversionException.class)
					.hasMessageContaining("Purchase"));
		}
	}

	@Test
	void attributesOfTheClassAreThoseOfTheListener() {
		try (ListeningContext context = ListeningContext.of(Attributes.class)) {
			PusherListenerEndpoint endpoint = endpoint(context);
			assertThat(endpoint.getId()).isEqualTo("shop");
			assertThat(endpoint.getOrder()).isEqualTo(7);
			assertThat(endpoint.getConcurrency()).isEqualTo(2);
			assertThat(endpoint.getChannels()).containsExactly("orders");
			context.send("orders", "placed", "{\"id\": 1}");
			context.send("orders", "placed", "{\"id\": 11}");
			context.send("orders", "other", "x");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Attributes.class).heard).containsExactly("11");
		}
	}

	@Test
	void listenerIsDescribedByTheClass() {
		try (ListeningContext context = ListeningContext.of(ByName.class)) {
			assertThat(endpoint(context).toString()).contains("method=" + ByName.class.getName() + ",");
		}
	}

	@Test
	void idIsTheNameOfTheBean() {
		try (ListeningContext context = ListeningContext.of(Twice.class)) {
			assertThat(context.registry().getListeners()).extracting(PusherListenerEndpoint::getId)
				.satisfiesExactly((id) -> assertThat(id).endsWith("Twice"), (id) -> assertThat(id).endsWith("Twice#1"));
			assertThat(context.subscribed()).containsExactlyInAnyOrder("orders", "refunds");
		}
	}

	@Test
	void composedAndInheritedAnnotationsAreFound() {
		try (ListeningContext context = ListeningContext.of(Special.class)) {
			context.send("specials", "placed", "{\"id\": 1}");
			context.send("specials", "noted", "x");
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Special.class).heard).containsExactly("placed 1", "noted x");
		}
	}

	@Test
	void listenersOfTheirOwnMayStandBesideHandlers() {
		try (ListeningContext context = ListeningContext.of(Mixed.class)) {
			context.send("orders", "placed", "x");
			assertThat(context.bean(Mixed.class).heard).containsExactlyInAnyOrder("handler x", "listener x");
		}
	}

	@Test
	void namesAreFormattedOnce() {
		try (ListeningContext context = ListeningContext.of(Laravel.class, Formatter.class)) {
			context.send("orders", "App\\Events\\Placed", "x");
			context.send("orders", "order.placed", "y");
			assertThat(context.bean(Laravel.class).heard).containsExactly("class x", "plain y");
		}
	}

	@Test
	void resultsAreHandled() {
		try (ListeningContext context = ListeningContext.of(Answering.class, Results.class)) {
			context.send("orders", "placed", "x");
			assertThat(context.bean(Results.class).results).containsExactly("answer x");
		}
	}

	@Test
	void handlerThatTheClassLeavesOutIsWarnedOf() {
		try (LogRecorder log = new LogRecorder(ListenerEndpointFactory.class.getName());
				ListeningContext context = ListeningContext.of(LeftOut.class)) {
			assertThat(log.text()).contains("can never be called", "'cancelled'", "'pusher:nothing'")
				.doesNotContain("'placed'", "'can*'");
			assertThat(endpoint(context).getEvents()).containsExactly("pl*");
		}
	}

	@Test
	void whatGivesNoChoiceIsRefused() {
		refused(SameName.class, "SameName.one(String)", "SameName.one(String, PusherMessageEvent)",
				"they cannot be distinguished");
		refused(SameShape.class, "SameShape.on(Map)", "SameShape.on(Purchase)", "they cannot be distinguished");
		refused(TwoDefaults.class, "both are the default method");
		refused(NamedDefault.class, "default method, but handles only [placed]");
		refused(Nameless.class, "Nameless.on(PusherMessageEvent)", "nor has a payload whose type could select it");
		refused(AnyType.class, "AnyType.on(JsonNode)", "nor has a payload whose type could select it");
		refused(Batch.class, "@PusherListener class " + Batch.class.getName(), "'batch' is not supported");
		refused(NoHandlers.class, "no @PusherHandler methods");
		refused(NoChannels.class, "does not name their channels");
	}

	private static void refused(Class<?> type, String... texts) {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(type))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(texts));
	}

	private static List<String> heard(Class<? extends Recording> type, String event, String data) {
		try (ListeningContext context = ListeningContext.of(type)) {
			context.send("orders", event, data);
			assertThat(context.failures()).isEmpty();
			return context.bean(type).heard;
		}
	}

	private static PusherListenerEndpoint endpoint(ListeningContext context) {
		return context.registry().getListeners().iterator().next();
	}

	record Purchase(int id) {

	}

	abstract static class Recording {

		final List<String> heard = new ArrayList<>();

	}

	@PusherListener("orders")
	static class ByName extends Recording {

		@PusherHandler("placed")
		void onPlaced(Purchase purchase) {
			this.heard.add("placed " + purchase.id());
		}

		@PusherHandler(events = { "cancelled", "returned" })
		void onGone(int id, @ChannelName String channel) {
			this.heard.add("gone " + id + " in " + channel);
		}

		@PusherHandler("shipped-*")
		void onShipped(String text) {
			this.heard.add("shipped-* " + text);
		}

		@PusherHandler("shipped-eu-*")
		void onShippedToEurope(String text) {
			this.heard.add("shipped-eu-* " + text);
		}

		@PusherHandler("shipped-us-1")
		void onFirst(String text) {
			this.heard.add("shipped-us-1 " + text);
		}

		@PusherHandler(isDefault = true)
		void onOther(String text, @EventName String event) {
			this.heard.add(event + " " + text);
		}

	}

	@PusherListener("orders")
	static class ByShape extends Recording {

		@PusherHandler
		void on(Purchase purchase) {
			this.heard.add("order " + purchase.id());
		}

		@PusherHandler
		void on(List<Purchase> purchases) {
			this.heard.add("orders " + purchases.stream().map(Purchase::id).toList());
		}

		@PusherHandler
		void on(BigDecimal number) {
			this.heard.add("number " + number.toPlainString());
		}

		@PusherHandler
		void on(boolean flag) {
			this.heard.add("flag " + flag);
		}

		@PusherHandler
		void on(Optional<String> text) {
			this.heard.add("text " + text.orElseThrow());
		}

		@PusherHandler(isDefault = true)
		void on(PusherMessageEvent event) {
			this.heard.add("default");
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = Placed.class, name = "placed"),
			@JsonSubTypes.Type(value = Cancelled.class, name = "cancelled"),
			@JsonSubTypes.Type(value = Returned.class, name = "returned") })
	sealed interface Change {

	}

	record Placed(int id) implements Change {

	}

	record Cancelled(int id) implements Change {

	}

	record Returned(int id) implements Change {

	}

	@PusherListener("orders")
	static class BySubtype extends Recording {

		@PusherHandler
		void on(Change change) {
			this.heard.add("any " + change.getClass().getSimpleName());
		}

		@PusherHandler
		void on(Placed placed) {
			this.heard.add("placed " + placed.id());
		}

		@PusherHandler
		void on(Cancelled cancelled) {
			this.heard.add("cancelled " + cancelled.id());
		}

		@PusherHandler
		void on(int[] numbers) {
			this.heard.add("list " + List.of(numbers[0]));
		}

		@PusherHandler(isDefault = true)
		void on(PusherMessageEvent event) {
			this.heard.add("default");
		}

	}

	@PusherListener("orders")
	static class NameAndType extends Recording {

		@PusherHandler("placed")
		void on(Purchase purchase) {
			this.heard.add("one " + purchase.id());
		}

		@PusherHandler("placed")
		void on(List<Purchase> purchases) {
			this.heard.add("many " + purchases.size());
		}

		@PusherHandler("pl*")
		void on(String text) {
			this.heard.add("pattern " + text);
		}

	}

	@PusherListener("orders")
	static class News extends Recording {

		@PusherHandler
		void onCount(PusherSubscriptionCountEvent event) {
			this.heard.add("count " + event.getCount());
		}

		@PusherHandler("placed")
		void onPlaced(String text) {
			this.heard.add("placed " + text);
		}

	}

	@PusherListener("orders")
	static class WithoutDefault extends Recording {

		@PusherHandler
		void on(Purchase purchase) {
			this.heard.add("order");
		}

	}

	@Order(7)
	@PusherListener(id = "shop", channels = "orders", concurrency = "2", condition = "#purchase.id > 10")
	static class Attributes extends Recording {

		@PusherHandler("placed")
		void on(Purchase purchase) {
			this.heard.add(String.valueOf(purchase.id()));
		}

	}

	@PusherListener("orders")
	@PusherListener("refunds")
	static class Twice extends Recording {

		@PusherHandler("placed")
		void on(String text) {
			this.heard.add(text);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PusherListener
	@interface ShopListener {

		@AliasFor(annotation = PusherListener.class, attribute = "channels")
		String[] value();

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PusherHandler("placed")
	@interface OnPlaced {

	}

	interface Notes {

		@PusherHandler("noted")
		void onNote(String text);

	}

	@ShopListener("specials")
	abstract static class Shop extends Recording {

		@OnPlaced
		void onPlaced(Purchase purchase) {
			this.heard.add("placed " + purchase.id());
		}

	}

	static class Special extends Shop implements Notes {

		@Override
		public void onNote(String text) {
			this.heard.add("noted " + text);
		}

	}

	@PusherListener("orders")
	static class Mixed extends Recording {

		@PusherHandler("placed")
		void handle(String text) {
			this.heard.add("handler " + text);
		}

		@PusherListener("orders")
		void listen(String text) {
			this.heard.add("listener " + text);
		}

	}

	@PusherListener("orders")
	static class Laravel extends Recording {

		@PusherHandler("App.Events.Placed")
		void onClass(String text) {
			this.heard.add("class " + text);
		}

		@PusherHandler(".order.placed")
		void onPlain(String text) {
			this.heard.add("plain " + text);
		}

	}

	static class Formatter implements PusherEventNameFormatter {

		@Override
		public String format(String name) {
			return PusherEventNameFormatter.laravel().format(name);
		}

	}

	@PusherListener("orders")
	static class Answering extends Recording {

		@PusherHandler("placed")
		String on(String text) {
			return "answer " + text;
		}

	}

	static class Results implements ListenerReturnValueHandler {

		private final List<Object> results = new ArrayList<>();

		@Override
		public boolean supports(Method method) {
			return true;
		}

		@Override
		public void handle(Object result, Method method, PusherChannelEvent event) {
			this.results.add(result);
		}

	}

	@PusherListener(channels = "orders", events = "pl*")
	static class LeftOut extends Recording {

		@PusherHandler("placed")
		void onPlaced(String text) {
			this.heard.add(text);
		}

		@PusherHandler("cancelled")
		void onCancelled(String text) {
			this.heard.add(text);
		}

		@PusherHandler("can*")
		void onPattern(String text) {
			this.heard.add(text);
		}

		@PusherHandler("pusher:nothing")
		void onNothing(String text) {
			this.heard.add(text);
		}

	}

	@PusherListener(channels = "orders", batch = true)
	static class Batch extends Recording {

		@PusherHandler("placed")
		void onPlaced(String text) {
			this.heard.add(text);
		}

	}

	@PusherListener("orders")
	static class SameName {

		@PusherHandler("placed")
		void two(Purchase purchase) {
		}

		@PusherHandler({ "placed", "other" })
		void one(String text, PusherMessageEvent event) {
		}

		@PusherHandler("placed")
		void one(String text) {
		}

	}

	@PusherListener("orders")
	static class SameShape {

		@PusherHandler
		void on(Purchase purchase) {
		}

		@PusherHandler
		void on(Map<String, Object> map) {
		}

	}

	@PusherListener("orders")
	static class TwoDefaults {

		@PusherHandler(isDefault = true)
		void on(Purchase purchase) {
		}

		@PusherHandler(isDefault = true)
		void on(String text) {
		}

	}

	@PusherListener("orders")
	static class NamedDefault {

		@PusherHandler(value = "placed", isDefault = true)
		void on(Purchase purchase) {
		}

	}

	@PusherListener("orders")
	static class Nameless {

		@PusherHandler
		void on(PusherMessageEvent event) {
		}

	}

	@PusherListener("orders")
	static class AnyType {

		@PusherHandler
		void on(JsonNode tree) {
		}

	}

	@PusherListener("orders")
	static class NoHandlers {

		void on(JsonNode tree) {
		}

	}

	static class NoChannels {

		@PusherHandler("placed")
		void on(JsonNode tree) {
		}

	}

}
