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

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.pattern.EventFilter;
import dev.pusherspring.listener.pattern.NamePattern;

/**
 * A listener: the events that it receives, its state, and the handler that is called.
 * Usually created from a {@link PusherListener} method.
 *
 * @since 1.0.0
 */
public final class PusherListenerEndpoint {

	private static final Pattern INSTANCE_NUMBER = Pattern.compile("@\\d+\\.");

	private final String id;

	private final String app;

	private final String name;

	private final List<String> channels;

	private final List<String> events;

	private final EventFilter filter;

	private final boolean autoStartup;

	private final Handler handler;

	private final int concurrency;

	private final boolean ordered;

	private final UnaryOperator<RetrySettings> retry;

	private final @Nullable PusherListenerErrorHandler errorHandler;

	private final @Nullable MissedEventsSource missedEvents;

	private final int order;

	private final @Nullable UnaryOperator<BatchSettings> batch;

	// whether to start it with its client
	private volatile boolean wanted;

	private volatile boolean running;

	private volatile boolean paused;

	private PusherListenerEndpoint(Builder builder) {
		this.id = builder.id;
		this.app = builder.app;
		this.name = INSTANCE_NUMBER.matcher(this.id).replaceFirst(".");
		this.channels = builder.channels;
		this.events = builder.events;
		this.filter = new EventFilter(this.channels, this.events);
		this.autoStartup = builder.autoStartup;
		this.handler = builder.handler;
		this.concurrency = builder.concurrency;
		this.ordered = builder.ordered;
		this.retry = builder.retry;
		this.errorHandler = builder.errorHandler;
		this.missedEvents = builder.missedEvents;
		this.order = builder.order;
		this.batch = builder.batch;
		this.wanted = builder.autoStartup;
	}

	/**
	 * Return a builder for a listener.
	 * @param id id of the listener, unique in the application
	 * @param handler the handler to call with each event; its {@code toString()}
	 * describes it in log messages
	 * @return the builder
	 */
	public static Builder builder(String id, Handler handler) {
		return new Builder(id, handler);
	}

	/**
	 * Return the id.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the app whose events the listener receives.
	 * @return the name of the app, {@code *} for all apps, or an empty string for the
	 * default app
	 */
	public String getApp() {
		return this.app;
	}

	/**
	 * Return the name that listeners of all instances of a bean share: the id without the
	 * number of the instance.
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
	 * Return the channels that the client is subscribed to while the listener runs.
	 * @return the channels that are named exactly
	 */
	public List<String> getExactChannels() {
		return this.channels.stream().filter((channel) -> !NamePattern.isPattern(channel)).toList();
	}

	/**
	 * Return whether the listener starts with the client.
	 * @return whether it does
	 */
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	/**
	 * Return the number of threads that are dedicated to the listener.
	 * @return the number of threads, or 0 if the listener uses the threads that all
	 * listeners of the app share
	 */
	public int getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Return whether the listener receives the events of a channel in order.
	 * @return whether it does
	 */
	public boolean isOrdered() {
		return this.ordered;
	}

	/**
	 * Return the retry settings.
	 * @return a function from the settings of the app to those of the listener
	 */
	public UnaryOperator<RetrySettings> getRetry() {
		return this.retry;
	}

	/**
	 * Return the error handler to call when the last attempt has failed.
	 * @return the error handler, or {@code null} for the error handler of the app
	 */
	public @Nullable PusherListenerErrorHandler getErrorHandler() {
		return this.errorHandler;
	}

	/**
	 * Return the source of missed events for the channels of the listener.
	 * @return the source, or {@code null} for the source of the app
	 */
	public @Nullable MissedEventsSource getMissedEvents() {
		return this.missedEvents;
	}

	/**
	 * Return the order among listeners for the same event.
	 * @return the order, as defined by {@link Ordered}
	 */
	public int getOrder() {
		return this.order;
	}

	/**
	 * Return whether the listener receives events in batches.
	 * @return whether it is called with a {@link dev.pusherspring.event.PusherBatchEvent}
	 */
	public boolean isBatch() {
		return this.batch != null;
	}

	/**
	 * Return the batch settings.
	 * @return a function from the settings of the app to those of the listener, or
	 * {@code null} if the listener receives single events
	 */
	public @Nullable UnaryOperator<BatchSettings> getBatch() {
		return this.batch;
	}

	/**
	 * Return whether the listener runs, which means that its channels are subscribed.
	 * @return whether it runs
	 */
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Return whether the listener is paused, which means that its channels remain
	 * subscribed but it receives no events.
	 * @return whether it is paused
	 */
	public boolean isPaused() {
		return this.paused;
	}

	/**
	 * Return whether the listener receives events, which means that it runs and is not
	 * paused.
	 * @return whether it does
	 */
	public boolean isActive() {
		return this.running && !this.paused;
	}

	boolean isWanted() {
		return this.wanted;
	}

	void setWanted(boolean wanted) {
		this.wanted = wanted;
	}

	void setRunning(boolean running) {
		this.running = running;
	}

	void setPaused(boolean paused) {
		this.paused = paused;
	}

	boolean hasChannelPattern() {
		return this.channels.stream().anyMatch(NamePattern::isPattern);
	}

	boolean handles(String channel, String event) {
		return this.filter.matches(channel, event);
	}

	boolean handlesChannel(String channel) {
		return this.filter.matchesChannel(channel);
	}

	/**
	 * Call the listener, whether it is active or not.
	 * @param event the event
	 * @throws Throwable if the listener throws it
	 */
	public void call(PusherChannelEvent event) throws Throwable {
		this.handler.handle(event);
	}

	String describe() {
		return this.handler.toString();
	}

	@Override
	public String toString() {
		return "PusherListenerEndpoint[id=" + this.id + ", app=" + this.app + ", method=" + this.handler + ", channels="
				+ this.channels + ", events=" + this.events + "]";
	}

	/**
	 * Handles the events of a listener.
	 */
	@FunctionalInterface
	public interface Handler {

		/**
		 * Handle an event. Called on a delivery thread.
		 * @param event the event, which is a
		 * {@link dev.pusherspring.event.PusherBatchEvent} for a batch listener
		 * @throws Throwable if the event cannot be handled; depending on the retry
		 * settings, this method is called again with the same event
		 */
		void handle(PusherChannelEvent event) throws Throwable;

	}

	/**
	 * Builder for a {@link PusherListenerEndpoint}.
	 */
	public static final class Builder {

		private final String id;

		private final Handler handler;

		private String app = "";

		private List<String> channels = List.of();

		private List<String> events = List.of();

		private boolean autoStartup = true;

		private int concurrency;

		private boolean ordered = true;

		private UnaryOperator<RetrySettings> retry = UnaryOperator.identity();

		private @Nullable PusherListenerErrorHandler errorHandler;

		private @Nullable MissedEventsSource missedEvents;

		private int order = Ordered.LOWEST_PRECEDENCE;

		private @Nullable UnaryOperator<BatchSettings> batch;

		private Builder(String id, Handler handler) {
			this.id = id;
			this.handler = handler;
		}

		/**
		 * Set the app whose events the listener receives.
		 * @param app name of the app, {@code *} for all apps, or an empty string for the
		 * default app
		 * @return this builder
		 */
		public Builder app(String app) {
			this.app = app;
			return this;
		}

		/**
		 * Set the channels. At least one is required.
		 * @param channels names, or patterns in which {@code *} matches any characters
		 * @return this builder
		 */
		public Builder channels(List<String> channels) {
			channels.stream()
				.filter((channel) -> !NamePattern.isPattern(channel))
				.forEach(dev.pusherspring.client.ChannelName::requireValid);
			this.channels = List.copyOf(channels);
			return this;
		}

		/**
		 * Set the channels. At least one is required.
		 * @param channels names, or patterns in which {@code *} matches any characters
		 * @return this builder
		 */
		public Builder channels(String... channels) {
			return channels(List.of(channels));
		}

		/**
		 * Set the events.
		 * @param events names, or patterns in which {@code *} matches any characters;
		 * none (the default) for all events of the application
		 * @return this builder
		 */
		public Builder events(String... events) {
			return events(List.of(events));
		}

		/**
		 * Set the events.
		 * @param events names, or patterns in which {@code *} matches any characters;
		 * empty (the default) for all events of the application
		 * @return this builder
		 */
		public Builder events(List<String> events) {
			Assert.state(events.stream().allMatch(StringUtils::hasText), "the name of an event must not be empty");
			this.events = List.copyOf(events);
			return this;
		}

		/**
		 * Set whether the listener starts with its client.
		 * @param autoStartup whether the listener starts with its client, {@code true} by
		 * default
		 * @return this builder
		 */
		public Builder autoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
			return this;
		}

		/**
		 * Set the number of threads that are dedicated to the listener, so that it does
		 * not delay other listeners.
		 * @param concurrency number of threads, or 0 (the default) for the threads that
		 * all listeners of the app share
		 * @return this builder
		 */
		public Builder concurrency(int concurrency) {
			Assert.state(concurrency >= 0, () -> "'concurrency' must not be negative but is %d".formatted(concurrency));
			this.concurrency = concurrency;
			return this;
		}

		/**
		 * Set whether the listener receives the events of a channel in order. A listener
		 * without order does not wait while an event is to be retried. With
		 * {@link #concurrency(int)}, it may receive several events of a channel
		 * concurrently.
		 * @param ordered whether events are received in order, {@code true} by default
		 * @return this builder
		 */
		public Builder ordered(boolean ordered) {
			this.ordered = ordered;
			return this;
		}

		/**
		 * Set the retry settings.
		 * @param retry function from the settings of the app to those of the listener
		 * @return this builder
		 */
		public Builder retry(UnaryOperator<RetrySettings> retry) {
			this.retry = retry;
			return this;
		}

		/**
		 * Set the error handler to call when the last attempt has failed, in place of the
		 * error handler of the app.
		 * @param errorHandler the error handler
		 * @return this builder
		 */
		public Builder errorHandler(PusherListenerErrorHandler errorHandler) {
			this.errorHandler = errorHandler;
			return this;
		}

		/**
		 * Set the source of missed events for the channels of the listener, in place of
		 * the source of the app.
		 * @param missedEvents the source
		 * @return this builder
		 */
		public Builder missedEvents(MissedEventsSource missedEvents) {
			this.missedEvents = missedEvents;
			return this;
		}

		/**
		 * Set the order among listeners for the same event. Listeners with the same order
		 * are called in the order of their registration.
		 * @param order the order, as defined by {@link Ordered}; the lowest precedence by
		 * default
		 * @return this builder
		 */
		public Builder order(int order) {
			this.order = order;
			return this;
		}

		/**
		 * Make this a batch listener. It is called with a
		 * {@link dev.pusherspring.event.PusherBatchEvent} on its own thread, or on as
		 * many threads as {@link #concurrency(int)} specifies. It cannot receive events
		 * of the protocol.
		 * @param batch function from the settings of the app to those of the listener
		 * @return this builder
		 */
		public Builder batch(UnaryOperator<BatchSettings> batch) {
			this.batch = batch;
			return this;
		}

		/**
		 * Build the listener.
		 * @return the listener
		 */
		public PusherListenerEndpoint build() {
			Assert.state(!this.channels.isEmpty(), "it must name at least one channel");
			Assert.state(this.batch == null || this.events.stream().noneMatch(EventFilter::isOfProtocol),
					"a batch listener receives messages only, not events of the protocol such as 'pusher:member_added'");
			return new PusherListenerEndpoint(this);
		}

	}

}
