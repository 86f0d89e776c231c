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
 * A payment, as the data of an event. The channel encrypts it end to end, without any
 * code here.
 *
 * @param orderId number of the order
 * @param amount amount paid
 * @param method method of payment
 * @since 1.0.0
 */
public record Payment(long orderId, BigDecimal amount, String method) {

	/**
	 * Name of the event that carries a payment.
	 */
	public static final String RECEIVED = "payment-received";

}
