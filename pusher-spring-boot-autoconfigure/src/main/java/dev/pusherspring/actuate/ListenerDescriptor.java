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

package dev.pusherspring.actuate;

import java.util.List;

import dev.pusherspring.listener.PusherListenerEndpoint;

/**
 * Description of a listener method.
 *
 * @param id id of the listener
 * @param app the app whose events it receives; empty for the default app, {@code *} for
 * all apps
 * @param channels names and patterns of its channels
 * @param events names and patterns of its events, empty for all
 * @param running whether it runs
 * @param paused whether it is paused
 * @since 1.0.0
 */
public record ListenerDescriptor(String id, String app, List<String> channels, List<String> events, boolean running,
		boolean paused) {

	static ListenerDescriptor of(PusherListenerEndpoint listener) {
		return new ListenerDescriptor(listener.getId(), listener.getApp(), listener.getChannels(), listener.getEvents(),
				listener.isRunning(), listener.isPaused());
	}

}
