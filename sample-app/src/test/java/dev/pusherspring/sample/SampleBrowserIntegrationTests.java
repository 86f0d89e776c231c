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

package dev.pusherspring.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.smoke.support.HeadlessBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests for the page in a real browser, in which Pusher's own library and the
 * application share a server. Keeps screenshots in {@code target/screenshots}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.feed.interval=1h", "sample.fault-duration=4s", "sample.recovery-delay=1s" })
class SampleBrowserIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final List<String> CLIENTS = List.of("#spring", "#browser");

	private static HeadlessBrowser browser;

	@LocalServerPort
	private int port;

	@Autowired
	private EmbeddedPusherServer server;

	@BeforeAll
	static void startBrowser() throws IOException {
		browser = HeadlessBrowser.start();
	}

	@AfterAll
	static void closeBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void openPage() {
		browser.prefer("light");
		browser.open("http://localhost:" + this.port + "/", 1280, 1130);
		awaitAllWell();
	}

	@Test
	void orderPlacedByButtonArrivesAsObjectInBothClients() throws IOException {
		place("Flat white", 7);
		for (String client : CLIENTS) {
			awaitEvent(client + " [data-event=order-placed][data-channel=orders]",
					"item Flat white quantity 7 price 3.80");
			awaitEvent(client + " [data-event=order-placed][data-channel=private-orders]",
					"item Flat white quantity 7");
			awaitEvent(client + " [data-event=payment-received]", "amount 26.60");
		}
		assertThat(browser.texts("#spring [data-event=order-placed] .type")).contains("Order");
		assertThat(browser.texts("#spring [data-event=payment-received] .type")).contains("Payment");
		browser.screenshot("order");
	}

	@Test
	void clientsMeetAtTheDeskAndExchangeNotes() {
		for (String client : CLIENTS) {
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(browser.texts(client + " .members li"))
					.anySatisfy((member) -> assertThat(member).startsWith("Order desk order-desk"))
					.anySatisfy((member) -> assertThat(member).startsWith("Browser browser-"))
					.hasSize(2));
		}
		browser.type("#spring-text", "Two flat whites are ready");
		browser.click("#spring .note button");
		awaitEvent("#browser [data-event=client-note]", "from order-desk text Two flat whites are ready");
		browser.type("#browser-text", "Coming");
		browser.click("#browser .note button");
		awaitEvent("#spring [data-event=client-note]", "from browser-");
		awaitEvent("#spring [data-event=client-note]", "text Coming");
	}

	@Test
	void clientOfThePageIsTheOfficialOneAndComesFromHere() {
		assertThat(this.server.getConnections()).anySatisfy((connection) -> {
			assertThat(connection.client()).isEqualTo("js");
			assertThat(connection.version()).isEqualTo("8.6.0");
			assertThat(connection.userId()).startsWith("browser-");
		});
		List<String> own = List.of("http://localhost:" + this.port + "/",
				"http://127.0.0.1:" + this.server.getPort() + "/");
		Object loaded = browser.evaluate("return performance.getEntriesByType('resource').map((r) => r.name)");
		assertThat((List<?>) loaded).isNotEmpty()
			.allSatisfy(
					(url) -> assertThat(own).anySatisfy((address) -> assertThat(url.toString()).startsWith(address)));
	}

	@Test
	void droppedConnectionsComeBack() throws IOException {
		String before = browser.text("#spring [data-part=socket]");
		browser.click("[data-fault=drop]");
		place("Espresso", 11);
		for (String client : CLIENTS) {
			awaitLog(client, "CONNECTING The connection was CONNECTED");
		}
		awaitAllWell();
		assertThat(browser.text("#spring [data-part=socket]")).isNotEqualTo(before);
		awaitLog("#spring", "s of 'private-orders' may be missing");
		for (String client : CLIENTS) {
			for (String channel : List.of("orders", "private-orders")) {
				awaitEvent(client + " [data-event=order-placed][data-channel=" + channel + "]",
						"item Espresso quantity 11");
			}
		}
		browser.screenshot("drop");
		place("Croissant", 3);
		for (String client : CLIENTS) {
			awaitEvent(client + " [data-event=order-placed]", "item Croissant quantity 3");
		}
	}

	@Test
	void usedUpQuotaIsShownAndGotOver() throws IOException {
		browser.click("[data-fault=quota]");
		for (String client : CLIENTS) {
			awaitLog(client, "Error 4004");
			awaitLog(client, "DISCONNECTED");
		}
		browser.screenshot("quota");
		awaitAllWell();
		place("Espresso", 9);
		for (String client : CLIENTS) {
			awaitEvent(client + " [data-event=order-placed]", "item Espresso quantity 9");
		}
	}

	@Test
	void refusedAuthorizationIsShownAndGotOver() throws IOException {
		browser.click("[data-fault=authorization]");
		for (String client : CLIENTS) {
			awaitLog(client, "Subscription error 403");
			awaitLog(client, "'private-orders'");
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(browser.texts(client + " .channels [data-state=subscribed]"))
					.anySatisfy((channel) -> assertThat(channel).startsWith("orders")));
		}
		browser.screenshot("authorization");
		awaitAllWell();
		place("Cappuccino", 5);
		for (String client : CLIENTS) {
			awaitEvent(client + " [data-event=order-placed][data-channel=private-orders]",
					"item Cappuccino quantity 5");
		}
	}

	@Test
	void rushIsCounted() {
		browser.click("#rush");
		for (String client : CLIENTS) {
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(
						Integer.parseInt(browser.text(client + " [data-part=received]").replace(",", "")))
					.isGreaterThanOrEqualTo(300));
		}
	}

	@ParameterizedTest
	@CsvSource({ "light, 1280", "dark, 1280", "light, 390", "dark, 390" })
	void pageFitsTheScreenAndTheColorSchemeAndIsAccessible(String colorScheme, int width) throws IOException {
		browser.prefer(colorScheme);
		browser.open("http://localhost:" + this.port + "/", width, 844);
		awaitAllWell();
		place("Cappuccino", 2);
		awaitEvent("#browser [data-event=payment-received]", "amount 7.20");
		assertThat(browser.evaluate("return document.documentElement.scrollWidth"))
			.isEqualTo(browser.evaluate("return document.documentElement.clientWidth"));
		String background = browser.evaluate("return getComputedStyle(document.body).backgroundColor").toString();
		assertThat(background).isEqualTo(colorScheme.equals("dark") ? "rgb(17, 21, 27)" : "rgb(244, 246, 248)");
		browser.screenshot(colorScheme + "-" + width);
		assertThat(browser.barriers()).isEmpty();
		assertThat(browser.complaints()).isEmpty();
	}

	private static void place(String item, int quantity) {
		browser.choose("#item", item);
		browser.type("#quantity", Integer.toString(quantity));
		browser.click("#place");
	}

	private static void awaitAllWell() {
		for (String client : CLIENTS) {
			await().atMost(TIMEOUT).untilAsserted(() -> {
				assertThat(browser.text(client + " [data-part=state]")).isEqualTo("Connected");
				assertThat(browser.texts(client + " .channels [data-state=subscribed]")).hasSize(4);
				assertThat(browser.text(client + " [data-part=user]")).matches("order-desk|browser-.*");
			});
		}
		// the menu comes last
		await().atMost(TIMEOUT).until(() -> !browser.texts("#item option").isEmpty());
	}

	private static void awaitEvent(String css, String fields) {
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(browser.texts(css)).anySatisfy((row) -> assertThat(row).contains(fields)));
	}

	private static void awaitLog(String client, String text) {
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(browser.texts(client + " .log li"))
				.anySatisfy((row) -> assertThat(row).contains(text)));
	}

}
