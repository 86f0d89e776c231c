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

package dev.pusherspring.smoke.kotlin

import java.time.Duration

import kotlinx.coroutines.async
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest

import dev.pusherspring.embedded.EmbeddedPusherServer

/**
 * Tests for listeners in Kotlin.
 */
@SpringBootTest(properties = ["pusher.embedded.enabled=true"])
class KotlinApplicationTests @Autowired constructor(
	private val server: EmbeddedPusherServer,
	private val desk: OrderDesk,
	private val returns: ReturnDesk,
	private val failures: Failures,
	private val flow: OrderFlow,
) {

	@BeforeEach
	fun awaitSubscription() {
		assertThat(server.awaitSubscribed("orders", Duration.ofSeconds(5))).isTrue()
	}

	@Test
	fun dataClassHasItsDefaults() {
		server.trigger("orders", "placed", mapOf("id" to 1))
		await().untilAsserted { assertThat(desk.heard).contains("1 of 1 for 0 in orders, no note") }
	}

	@Test
	fun valueClassAndNullableFieldAreRead() {
		server.trigger("orders", "placed", mapOf("id" to 2, "price" to 250, "note" to "gift", "quantity" to 12))
		await().untilAsserted { assertThat(desk.heard).contains("12 of 2 for 250 in orders, gift", "large 2",
				"gift 2 in orders") }
	}

	@Test
	fun listOfDataClassesIsRead() {
		server.trigger("orders", "batch", listOf(mapOf("id" to 3), mapOf("id" to 4)))
		await().untilAsserted { assertThat(desk.heard).contains("order 3", "order 4") }
	}

	@Test
	fun nullableParameterTakesNoData() {
		server.trigger("orders", "cancelled", "null")
		await().untilAsserted { assertThat(desk.heard).contains("cancelled all") }
	}

	@Test
	fun missingFieldIsAFailure() {
		server.trigger("orders", "placed", mapOf("quantity" to 1))
		await().untilAsserted { assertThat(failures.messages).contains("placed: PayloadConversionException") }
	}

	@Test
	fun ordersAreAFlow() = runBlocking<Unit> {
		val orders = async { flow.orders().filter { it.id >= 10 }.take(2).toList() }
		yield()
		server.trigger("orders", "placed", mapOf("id" to 10))
		server.trigger("orders", "placed", mapOf("id" to 11, "price" to 5))
		assertThat(withTimeout(5000) { orders.await() }).containsExactly(Order(10), Order(11, price = Price(5)))
	}

	@Test
	fun staticMethodOfACompanionIsCalled() {
		server.trigger("orders", "announced", "hello")
		await().untilAsserted { assertThat(OrderDesk.announced).isNotEmpty() }
	}

	@Test
	fun valueClassIsAPayload() {
		server.trigger("orders", "priced", 99)
		await().untilAsserted { assertThat(desk.heard).contains("price 99") }
	}

	@Test
	fun suspendFunctionsKeepTheOrder() {
		(1..3).forEach { server.trigger("orders", "paid", mapOf("id" to it)) }
		await().untilAsserted {
			assertThat(desk.heard).containsSubsequence("paid 1 in orders", "paid 2 in orders", "paid 3 in orders")
		}
	}

	@Test
	fun failureOfASuspendFunctionIsReported() {
		server.trigger("orders", "refunded", "null")
		await().untilAsserted { assertThat(failures.messages).contains("refunded: IllegalStateException") }
	}

	@Test
	fun handlersShareTheEventsOfAClass() {
		assertThat(server.awaitSubscribed("returns", Duration.ofSeconds(5))).isTrue()
		server.trigger("returns", "back", mapOf("id" to 1))
		server.trigger("returns", "back", listOf(mapOf("id" to 2), mapOf("id" to 3)))
		server.trigger("returns", "lost", 4)
		await().untilAsserted {
			assertThat(returns.heard).containsExactly("order 1", "orders [2, 3]", "lost 4")
		}
	}

}
