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

package dev.pusherspring.smoke.bridges;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.event.EventListener;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherListenerFailedEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherReconnectingEvent;

/**
 * Records what must not happen while a broker is stopped.
 */
class Disturbances {

	private final List<PusherApplicationEvent> events = new CopyOnWriteArrayList<>();

	@EventListener({ PusherOutageEvent.class, PusherReconnectingEvent.class, PusherListenerFailedEvent.class })
	void on(PusherApplicationEvent event) {
		this.events.add(event);
	}

	List<PusherApplicationEvent> events() {
		return this.events;
	}

}
