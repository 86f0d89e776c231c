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

package dev.pusherspring.client;

/**
 * Limits of client events.
 *
 * @param rate maximum number of client events to send per second; further ones wait
 * @param queueCapacity maximum number of waiting client events
 * @since 1.0.0
 */
public record ClientEventOptions(int rate, int queueCapacity) {

	public ClientEventOptions {
		OptionChecks.positive("rate", rate);
		OptionChecks.positive("queueCapacity", queueCapacity);
	}

	/**
	 * Return the defaults: 10 events per second, which is the limit of hosted Channels,
	 * and 100 waiting events.
	 * @return the defaults
	 */
	public static ClientEventOptions defaults() {
		return new ClientEventOptions(10, 100);
	}

	/**
	 * Return a copy with another rate.
	 * @param rate the number of client events
	 * @return the copy
	 */
	public ClientEventOptions withRate(int rate) {
		return new ClientEventOptions(rate, this.queueCapacity);
	}

	/**
	 * Return a copy with another queue capacity.
	 * @param queueCapacity the number of client events
	 * @return the copy
	 */
	public ClientEventOptions withQueueCapacity(int queueCapacity) {
		return new ClientEventOptions(this.rate, queueCapacity);
	}

}
