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

package dev.pusherspring.sample.page;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * The items that can be ordered.
 */
enum MenuItem {

	ESPRESSO("Espresso", "2.40"), FLAT_WHITE("Flat white", "3.80"), CAPPUCCINO("Cappuccino", "3.60"),
	CROISSANT("Croissant", "2.90");

	private final String label;

	private final BigDecimal price;

	MenuItem(String label, String price) {
		this.label = label;
		this.price = new BigDecimal(price);
	}

	String label() {
		return this.label;
	}

	BigDecimal price() {
		return this.price;
	}

	static Optional<MenuItem> find(String label) {
		return Arrays.stream(values()).filter((item) -> item.label.equals(label)).findFirst();
	}

}
