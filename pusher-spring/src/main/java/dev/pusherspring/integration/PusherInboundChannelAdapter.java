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

package dev.pusherspring.integration;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.integration.support.AbstractIntegrationMessageBuilder;
import org.springframework.messaging.Message;
import org.springframework.util.Assert;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.Registration;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PayloadType;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;

/**
 * Inbound channel adapter that sends the events of channels as messages with
 * {@link PusherHeaders}. Channels given by name rather than by pattern are subscribed to
 * while the adapter is running.
 * <p>
 * The adapter is a listener like any other: an event has been handled once its message
 * has been sent, which with a direct channel means that the whole flow has run. If the
 * flow throws an exception, the event is retried according to the listener's settings,
 * unless there is an {@linkplain #setErrorChannel error channel}, which then receives the
 * exception. By default, the adapter waits indefinitely if the message channel is full.
 * In the meantime, the events of the Pusher channel wait in order, and the client stops
 * reading when its queue is full.
 *
 * @since 1.0.0
 */
public class PusherInboundChannelAdapter extends MessageProducerSupport {

	private final PusherListenerRegistry registry;

	private final List<String> channels;

	private List<String> events = List.of();

	private String app = "";

	private Type payloadClass = String.class;

	private PayloadType payloadType = PayloadType.of(String.class);

	private int concurrency;

	private boolean ordered = true;

	private UnaryOperator<RetrySettings> retry = UnaryOperator.identity();

	private @Nullable Registration registration;

	/**
	 * Create a new {@link PusherInboundChannelAdapter} instance.
	 * @param registry the registry of the application's listeners
	 * @param channels names of channels, or patterns in which {@code *} stands for any
	 * characters
	 */
	public PusherInboundChannelAdapter(PusherListenerRegistry registry, String... channels) {
		Assert.notEmpty(channels, "'channels' must not be empty");
		this.registry = registry;
		this.channels = List.of(channels);
		setSendTimeout(-1);
	}

	/**
	 * Set the events to send.
	 * @param events names of events, or patterns in which {@code *} stands for any
	 * characters; empty by default, which selects all events of the application
	 */
	public void setEvents(String... events) {
		this.events = List.of(events);
	}

	/**
	 * Set the app whose events are sent.
	 * @param app name of the app, or {@code *} for all apps; the default app if not set
	 */
	public void setApp(String app) {
		this.app = app;
	}

	/**
	 * Set the type of the payload, to which the data of an event is converted from JSON.
	 * @param payloadType the type; {@code String} by default, for the data as received
	 */
	public void setPayloadType(Class<?> payloadType) {
		setPayloadType((Type) payloadType);
	}

	/**
	 * Set the type of the payload, to which the data of an event is converted from JSON.
	 * @param payloadType the type
	 */
	public void setPayloadType(ParameterizedTypeReference<?> payloadType) {
		setPayloadType(payloadType.getType());
	}

	private void setPayloadType(Type type) {
		this.payloadClass = type;
		this.payloadType = PayloadType.of(type);
	}

	/**
	 * Set the number of threads that send the messages of this adapter, so that it does
	 * not delay other listeners. The order within a channel is kept.
	 * @param concurrency number of threads; 0 by default, to use the threads that serve
	 * all listeners of the app
	 */
	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	/**
	 * Set whether the order within a channel is kept. If not, a retry does not delay the
	 * events after it.
	 * @param ordered whether to keep the order; {@code true} by default
	 */
	public void setOrdered(boolean ordered) {
		this.ordered = ordered;
	}

	/**
	 * Set how to retry an event when the flow fails.
	 * @param retry the function that returns the settings of this adapter, called with
	 * the settings of the app
	 */
	public void setRetry(UnaryOperator<RetrySettings> retry) {
		this.retry = retry;
	}

	@Override
	public String getComponentType() {
		return "pusher:inbound-channel-adapter";
	}

	@Override
	protected void doStart() {
		PusherListenerEndpoint endpoint = PusherListenerEndpoint.builder(id(), new Handler())
			.app(this.app)
			.channels(this.channels)
			.events(this.events)
			.concurrency(this.concurrency)
			.ordered(this.ordered)
			.retry(this.retry)
			.build();
		this.registration = this.registry.register(endpoint);
	}

	private String id() {
		String name = getComponentName();
		return (name != null) ? name : "pusher-inbound-" + Integer.toHexString(System.identityHashCode(this));
	}

	@Override
	protected void doStop() {
		Registration registration = this.registration;
		if (registration != null) {
			this.registration = null;
			registration.remove();
		}
	}

	private Message<?> message(PusherChannelEvent event) {
		AbstractIntegrationMessageBuilder<?> message = getMessageBuilderFactory().withPayload(payload(event))
			.setHeader(PusherHeaders.CHANNEL, event.getChannel())
			.setHeader(PusherHeaders.EVENT, event.getEvent())
			.setHeader(PusherHeaders.RECOVERED, false);
		if (event instanceof PusherMessageEvent messageEvent) {
			message.setHeader(PusherHeaders.USER_ID, messageEvent.getUserId())
				.setHeader(PusherHeaders.RECOVERED, messageEvent.isRecovered());
		}
		return message.build();
	}

	// any other event, such as a new member, is its own payload
	private Object payload(PusherChannelEvent event) {
		if (!(event instanceof PusherMessageEvent messageEvent)) {
			return event;
		}
		Object data = messageEvent.getData(this.payloadType);
		if (data == null && this.payloadClass == String.class) {
			// a message must have a payload
			return "";
		}
		if (data == null) {
			throw new PayloadConversionException("Event '%s' on channel '%s' has no data, but the payload must be a %s"
				.formatted(PrintableText.of(event.getEvent()), PrintableText.of(event.getChannel()),
						this.payloadClass.getTypeName()),
					null);
		}
		return data;
	}

	/**
	 * Sends an event.
	 */
	private final class Handler implements PusherListenerEndpoint.Handler {

		@Override
		public void handle(PusherChannelEvent event) {
			sendMessage(message(event));
		}

		@Override
		public String toString() {
			return PusherInboundChannelAdapter.this.toString();
		}

	}

}
