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

import java.util.concurrent.CopyOnWriteArrayList

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.withContext
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.context.annotation.Bean
import org.springframework.stereotype.Component

import dev.pusherspring.event.PusherChannelEvent
import dev.pusherspring.listener.ChannelName
import dev.pusherspring.listener.PusherHandler
import dev.pusherspring.listener.PusherListener
import dev.pusherspring.listener.PusherListenerEndpoint
import dev.pusherspring.listener.PusherListenerErrorHandler
import dev.pusherspring.reactive.ReactivePusherClient

@SpringBootApplication
class KotlinApplication {

	@Bean
	fun failures() = Failures()

}

@JvmInline
value class Price(val cents: Int)

data class Order(val id: Int, val note: String? = null, val quantity: Int = 1, val price: Price = Price(0))

class Failures : PusherListenerErrorHandler {

	val messages = CopyOnWriteArrayList<String>()

	override fun handle(
		listener: PusherListenerEndpoint,
		event: PusherChannelEvent,
		cause: Throwable,
	) {
		messages += "${listener.id}: ${cause.javaClass.simpleName}"
	}

}

@Component
class OrderDesk {

	val heard = CopyOnWriteArrayList<String>()

	@PusherListener("orders", events = ["placed"], id = "placed")
	fun onOrder(order: Order, @ChannelName channel: String) {
		heard += "${order.quantity} of ${order.id} for ${order.price.cents} in $channel, ${order.note ?: "no note"}"
	}

	@PusherListener("orders", events = ["batch"])
	fun onOrders(orders: List<Order>) {
		heard += orders.map { "order ${it.id}" }
	}

	@PusherListener("orders", events = ["cancelled"])
	fun onCancellation(order: Order?) {
		heard += "cancelled ${order?.id ?: "all"}"
	}

	@PusherListener("orders", events = ["placed"], condition = "#payload.quantity > 10")
	fun onLargeOrder(order: Order) {
		heard += "large ${order.id}"
	}

	@PusherListener("orders", events = ["placed"], condition = "#order.note == 'gift' and #channel == 'orders'")
	fun onGift(order: Order, @ChannelName channel: String) {
		heard += "gift ${order.id} in $channel"
	}

	@PusherListener("orders", events = ["priced"])
	fun onPrice(price: Price) {
		heard += "price ${price.cents}"
	}

	@PusherListener("orders", events = ["paid"])
	suspend fun onPayment(order: Order, @ChannelName channel: String) {
		// the first one takes longest
		delay(100L / order.id)
		withContext(Dispatchers.Default) { heard += "paid ${order.id} in $channel" }
	}

	@PusherListener("orders", events = ["refunded"], id = "refunded")
	suspend fun onRefund(order: Order?) {
		delay(10)
		error("cannot refund ${order?.id ?: "nothing"}")
	}

	companion object {

		val announced = CopyOnWriteArrayList<String>()

		@JvmStatic
		@PusherListener("orders", events = ["announced"])
		fun onAnnouncement(text: String) {
			announced += text
		}

	}

}

@Component
class OrderFlow(private val client: ReactivePusherClient) {

	fun orders(): Flow<Order> = client.payloads("orders", "placed", Order::class.java).asFlow()

}

@Component
@PusherListener("returns")
class ReturnDesk {

	val heard = CopyOnWriteArrayList<String>()

	@PusherHandler
	fun on(order: Order) {
		heard += "order ${order.id}"
	}

	@PusherHandler
	suspend fun on(orders: List<Order>) {
		delay(10)
		heard += "orders ${orders.map { it.id }}"
	}

	@PusherHandler("lost")
	fun onLoss(id: Int) {
		heard += "lost $id"
	}

}

fun main(args: Array<String>) {
	runApplication<KotlinApplication>(*args)
}
