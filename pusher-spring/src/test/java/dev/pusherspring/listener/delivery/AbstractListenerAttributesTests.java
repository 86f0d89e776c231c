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

package dev.pusherspring.listener.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerRecoverer;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.testsupport.ListeningContext;

/**
 * Base class for tests of what a {@link PusherListener} may say about how it is called.
 */
abstract class AbstractListenerAttributesTests {

	final ListeningContext context = new ListeningContext();

	final List<String> recovered = new CopyOnWriteArrayList<>();

	<T> T start(Class<T> type) {
		this.context.context().register(type);
		this.context.start();
		return this.context.bean(type);
	}

	EventDispatcher dispatcher(RetrySettings retry, PusherListenerRecoverer recoverer) {
		EventDispatcher dispatcher = new EventDispatcher("pusher", this.context.registry(),
				new ApplicationEventListeners(this.context.context()),
				(listener, event, cause) -> this.recovered.add("app handled " + listener.getId()), retry,
				Duration.ofSeconds(10));
		if (recoverer != null) {
			dispatcher.setRecoverer(recoverer);
		}
		return dispatcher;
	}

	PusherMessageEvent message(String channel, String event) {
		return new PusherMessageEvent(this.context.client(), channel, event, "\"text\"", null, JsonMapper.shared());
	}

	@AfterEach
	void closeContext() {
		this.context.close();
	}

	static class Short {

		@PusherListener("orders")
		void on() {
		}

	}

}
