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

import java.math.BigDecimal;

/**
 * An order, as the data of an event. Channels transmits text. The {@code JsonMapper} of
 * the application converts it to this record, and this record to text when an order is
 * published.
 *
 * @param id number of the order
 * @param item the ordered item
 * @param quantity ordered quantity
 * @param price price per item
 * @since 1.0.0
 */
public record Order(long id, String item, int quantity, BigDecimal price) {

	/**
	 * Name of the event that carries an order.
	 */
	public static final String PLACED = "order-placed";

	BigDecimal total() {
		return this.price.multiply(BigDecimal.valueOf(this.quantity));
	}

}
