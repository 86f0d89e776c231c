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

package dev.pusherspring.publish.annotation;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.log.LogMessage;
import org.springframework.util.ClassUtils;

import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ChannelName;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.method.result.ListenerReturnValueHandler;
import dev.pusherspring.listener.pattern.NamePattern;
import dev.pusherspring.publish.PusherMessage;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.publish.PusherSendTo;

/**
 * Publishes the return values of {@link PusherSendTo @PusherSendTo} methods.
 *
 * @since 1.0.0
 */
public class SendToHandler implements ListenerReturnValueHandler {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.publish");

	private final Function<String, PusherOperations> publishers;

	private final UnaryOperator<String> placeholders;

	private final Map<Method, Target> targets = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link SendToHandler} instance.
	 * @param publishers returns the publisher for the name of an app
	 * @param placeholders resolves placeholders
	 */
	public SendToHandler(Function<String, PusherOperations> publishers, UnaryOperator<String> placeholders) {
		this.publishers = publishers;
		this.placeholders = placeholders;
	}

	@Override
	public boolean supports(Method method) {
		PusherSendTo annotation = AnnotatedElementUtils.findMergedAnnotation(method, PusherSendTo.class);
		if (annotation == null) {
			return false;
		}
		Target target = new Target(Arrays.stream(annotation.channels()).map(this.placeholders).toList(),
				this.placeholders.apply(annotation.event()));
		check(method, target);
		for (PusherListener listener : AnnotatedElementUtils.findMergedRepeatableAnnotations(method,
				PusherListener.class)) {
			requirePublisher(listener);
			warnOfLoop(method, listener, target);
		}
		this.targets.put(method, target);
		return true;
	}

	private static void check(Method method, Target target) {
		try {
			if (target.channels().isEmpty() || target.event().isBlank()) {
				throw new IllegalArgumentException("it does not name a channel and an event");
			}
			target.channels().forEach(ChannelName::requireValid);
			checkEncryption(target.channels());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPusherListenerException(
					"@PusherSendTo on method %s is invalid: %s".formatted(ClassUtils.getQualifiedMethodName(method),
							ex.getMessage()),
					"Set 'channels' to the exact names of the channels, and 'event' to the name of the event.");
		}
	}

	// each publication would be rejected
	private static void checkEncryption(List<String> channels) {
		channels.stream()
			.filter((channel) -> channels.size() > 1 && ChannelKind.of(channel) == ChannelKind.ENCRYPTED)
			.findFirst()
			.ifPresent((channel) -> {
				throw new IllegalArgumentException(("channel '%s' is encrypted, and an event for an encrypted channel "
						+ "cannot be published on several channels")
					.formatted(channel));
			});
	}

	// otherwise, it would fail with the first event
	private void requirePublisher(PusherListener listener) {
		String app = this.placeholders.apply(listener.app());
		if (!app.equals("*")) {
			this.publishers.apply(app);
		}
	}

	// the connection of this instance is excluded, but not those of other instances
	private void warnOfLoop(Method method, PusherListener listener, Target target) {
		List<NamePattern> events = patterns(listener.events());
		List<NamePattern> channels = patterns(listener.channels());
		if (!events.isEmpty() && events.stream().noneMatch((pattern) -> pattern.matches(target.event()))) {
			return;
		}
		target.channels()
			.stream()
			.filter((channel) -> channels.stream().anyMatch((pattern) -> pattern.matches(channel)))
			.forEach((channel) -> logger.warn(LogMessage.format(
					"@PusherListener %s receives event '%s' of channel '%s', which its @PusherSendTo publishes: "
							+ "instances of this application may answer each other in an endless loop. Publish a "
							+ "different event, or use a different channel",
					ClassUtils.getQualifiedMethodName(method), target.event(), channel)));
	}

	private List<NamePattern> patterns(String[] names) {
		return Arrays.stream(names).map(this.placeholders).map(NamePattern::of).toList();
	}

	@Override
	public void handle(Object result, Method method, PusherChannelEvent event) {
		Target target = this.targets.get(method);
		if (target == null) {
			throw new IllegalStateException("Method %s was not registered".formatted(method));
		}
		this.publishers.apply(event.getApp())
			.trigger(PusherMessage.of(target.channels(), target.event(), result)
				.excluding(event.getClient().getSocketId()));
	}

	/**
	 * The destination of results.
	 *
	 * @param channels names of the channels
	 * @param event name of the event
	 */
	private record Target(List<String> channels, String event) {

	}

}
