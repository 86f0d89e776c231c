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

package dev.pusherspring.listener;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.springframework.util.PatternMatchUtils;

/**
 * A registered {@link PusherListener} method.
 *
 * @since 1.0.0
 */
public final class PusherListenerEndpoint {

	private static final String PROTOCOL_PREFIX = "pusher:";

	private static final Pattern INSTANCE_NUMBER = Pattern.compile("@\\d+\\.");

	private final String id;

	private final String app;

	private final String name;

	private final String description;

	private final List<String> channels;

	private final List<String> events;

	private final boolean autoStartup;

	private final ListenerMethod method;

	private volatile boolean running;

	private volatile boolean paused;

	PusherListenerEndpoint(String id, String app, List<String> channels, List<String> events, boolean autoStartup,
			ListenerMethod method) {
		this.id = id;
		this.app = app;
		this.name = INSTANCE_NUMBER.matcher(id).replaceFirst(".");
		this.description = "Listener '" + id + "'";
		this.channels = List.copyOf(channels);
		this.events = List.copyOf(events);
		this.autoStartup = autoStartup;
		this.method = method;
	}

	/**
	 * Return the id.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the app whose events the listener gets.
	 * @return the name of the app, {@code *} for all of them, or an empty string for the
	 * default app
	 */
	public String getApp() {
		return this.app;
	}

	/**
	 * Return the name, which all instances of a bean share: the id without their number.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the channels.
	 * @return names and patterns
	 */
	public List<String> getChannels() {
		return this.channels;
	}

	/**
	 * Return the events.
	 * @return names and patterns, empty for all events of the application
	 */
	public List<String> getEvents() {
		return this.events;
	}

	/**
	 * Return the channels that are subscribed to while the listener runs.
	 * @return those that are named exactly
	 */
	public List<String> getExactChannels() {
		return this.channels.stream().filter((channel) -> !isPattern(channel)).toList();
	}

	/**
	 * Return whether the listener starts with the client.
	 * @return whether it does
	 */
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	/**
	 * Return whether the listener runs: its channels are wanted.
	 * @return whether it runs
	 */
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Return whether the listener is paused: its channels are wanted, but it gets no
	 * events.
	 * @return whether it is paused
	 */
	public boolean isPaused() {
		return this.paused;
	}

	String getDescription() {
		return this.description;
	}

	boolean isActive() {
		return this.running && !this.paused;
	}

	void setRunning(boolean running) {
		this.running = running;
	}

	void setPaused(boolean paused) {
		this.paused = paused;
	}

	boolean hasChannelPattern() {
		return this.channels.stream().anyMatch(PusherListenerEndpoint::isPattern);
	}

	/**
	 * Return the same listener with other names of events.
	 * @param formatter makes the other names of those that are not the protocol's
	 * @return the listener to register in place of this one
	 */
	PusherListenerEndpoint withEvents(UnaryOperator<String> formatter) {
		List<String> events = this.events.stream()
			.map((event) -> event.startsWith(PROTOCOL_PREFIX) ? event : formatter.apply(event))
			.toList();
		return new PusherListenerEndpoint(this.id, this.app, this.channels, events, this.autoStartup, this.method);
	}

	/**
	 * Return whether this calls methods of a bean.
	 * @param target the bean itself, not its proxy
	 * @return whether it does
	 */
	boolean isOf(Object target) {
		return this.method.isOf(target);
	}

	boolean handles(String channel, String event) {
		return matches(this.channels, channel) && handlesEvent(event);
	}

	private boolean handlesEvent(String event) {
		if (event.startsWith(PROTOCOL_PREFIX)) {
			return this.events.stream()
				.anyMatch(
						(wanted) -> wanted.startsWith(PROTOCOL_PREFIX) && PatternMatchUtils.simpleMatch(wanted, event));
		}
		return this.events.isEmpty() || matches(this.events, event);
	}

	private static boolean matches(List<String> patterns, String name) {
		for (String pattern : patterns) {
			if (PatternMatchUtils.simpleMatch(pattern, name)) {
				return true;
			}
		}
		return false;
	}

	static boolean isPattern(String name) {
		return name.indexOf('*') >= 0;
	}

	void invoke(ListenerEvent event) throws Throwable {
		this.method.invoke(event);
	}

	String describe() {
		return this.method.toString();
	}

	@Override
	public String toString() {
		return "PusherListenerEndpoint[id=" + this.id + ", app=" + this.app + ", method=" + this.method + ", channels="
				+ this.channels + ", events=" + this.events + "]";
	}

}
