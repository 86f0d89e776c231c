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

package dev.pusherspring.embedded.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.hub.Connection;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.Link;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * A client on an HTTP transport: it receives on one request after the other and sends on
 * separate requests. Frames for the client wait here between two receiving requests.
 */
final class HttpSession implements Link {

	private static final long MAX_PENDING_CHARS = 32 * 1024 * 1024;

	private final Hub hub;

	private final FaultPlan faults;

	private final ServerSettings settings;

	private final ScheduledExecutorService loop;

	private final Consumer<HttpSession> whenForgotten;

	private final String transport;

	private final List<String> messages = new ArrayList<>();

	private final List<Runnable> deliveries = new ArrayList<>();

	private long pendingChars;

	private @Nullable Connection connection;

	private @Nullable Receiver receiver;

	private @Nullable String opening;

	private @Nullable String closing;

	private @Nullable ScheduledFuture<?> expiry;

	private final ScheduledFuture<?> heartbeat;

	HttpSession(Hub hub, FaultPlan faults, ServerSettings settings, ScheduledExecutorService loop, boolean streaming,
			Consumer<HttpSession> whenForgotten) {
		this.hub = hub;
		this.faults = faults;
		this.settings = settings;
		this.loop = loop;
		this.transport = streaming ? "xhr_streaming" : "xhr_polling";
		this.whenForgotten = whenForgotten;
		String host = settings.stickyHost();
		this.opening = (host != null) ? "o" + Json.write(Json.object().put("hostname", host)) : "o";
		long interval = settings.heartbeatInterval().toNanos();
		this.heartbeat = loop.scheduleAtFixedRate(this::beat, interval, interval, TimeUnit.NANOSECONDS);
	}

	void open(Handshake handshake) {
		this.connection = this.hub.open(this, handshake);
		Connection connection = this.connection;
		if (this.closing != null && connection != null) {
			leave();
		}
	}

	/**
	 * Send frames on the given request from now on.
	 * @param receiver the request
	 */
	void receive(Receiver receiver) {
		Receiver previous = this.receiver;
		if (previous != null) {
			this.receiver = null;
			if (previous.isStreaming()) {
				previous.end();
			}
			else {
				previous.write("h\n");
			}
		}
		if (this.expiry != null) {
			this.expiry.cancel(false);
		}
		Connection connection = this.connection;
		if (connection != null && !receiver.isStreaming()) {
			// a poll shows that the client is alive; a streaming client has to send
			// something
			this.hub.heard(connection);
		}
		this.receiver = receiver;
		receiver.start();
		receiver.whenGone(() -> {
			if (this.receiver == receiver) {
				detach();
			}
		});
		flush();
	}

	/**
	 * Receive messages from the client.
	 * @param texts the messages; an empty list is a sign of life
	 */
	void sent(List<String> texts) {
		Connection connection = this.connection;
		if (connection != null) {
			this.hub.heard(connection);
			for (String text : texts) {
				if (this.closing == null) {
					this.hub.receive(connection, text);
				}
			}
		}
	}

	@Override
	public String transport() {
		return this.transport;
	}

	@Override
	public void send(ServerFrame frame) {
		if (this.closing != null) {
			return;
		}
		this.messages.add(frame.text());
		this.pendingChars += frame.text().length();
		Receiver receiver = this.receiver;
		if (this.pendingChars > MAX_PENDING_CHARS || (receiver != null && !receiver.isWritable())) {
			drop();
		}
		else if (this.messages.size() == 1) {
			// later, so that frames sent in one go are written together
			this.loop.execute(this::flush);
		}
	}

	@Override
	public void sendBytes(byte[] bytes) {
		Receiver receiver = this.receiver;
		if (receiver != null) {
			receiver.writeRaw(bytes);
		}
	}

	@Override
	public void close(int code, String reason) {
		if (this.closing == null) {
			this.closing = "c" + Json.write(List.of(code, reason));
			leave();
			flush();
		}
	}

	@Override
	public void drop() {
		Receiver receiver = this.receiver;
		this.receiver = null;
		if (receiver != null) {
			receiver.drop();
		}
		forget();
	}

	@Override
	public void whenDelivered(Runnable action) {
		this.deliveries.add(action);
		this.loop.execute(this::flush);
	}

	private void flush() {
		Receiver receiver = this.receiver;
		if (receiver == null) {
			return;
		}
		StringBuilder frames = new StringBuilder();
		boolean ended = takeFrames(receiver, frames);
		if (frames.isEmpty()) {
			delivered();
			return;
		}
		if (ended || !receiver.isStreaming()) {
			this.receiver = null;
		}
		receiver.write(frames.toString()).addListener((written) -> {
			if (this.messages.isEmpty()) {
				delivered();
			}
		});
		if (ended) {
			if (receiver.isStreaming()) {
				receiver.end();
			}
			forget();
		}
		else if (!receiver.isStreaming()) {
			detach();
		}
	}

	private boolean takeFrames(Receiver receiver, StringBuilder frames) {
		if (this.opening != null) {
			frames.append(this.opening).append('\n');
			this.opening = null;
			if (!receiver.isStreaming()) {
				// a polling client is told that the session is open before anything else
				return false;
			}
		}
		if (!this.messages.isEmpty()) {
			frames.append('a').append(Json.write(this.messages)).append('\n');
			this.messages.clear();
			this.pendingChars = 0;
		}
		if (this.closing != null) {
			frames.append(this.closing).append('\n');
			return true;
		}
		return false;
	}

	private void beat() {
		Receiver receiver = this.receiver;
		if (receiver != null && !this.faults.isIgnorePings()) {
			if (!receiver.isStreaming()) {
				this.receiver = null;
			}
			receiver.write("h\n");
			if (!receiver.isStreaming()) {
				detach();
			}
		}
	}

	private void detach() {
		this.receiver = null;
		this.expiry = this.loop.schedule(this::forget, this.settings.httpSessionTimeout().toNanos(),
				TimeUnit.NANOSECONDS);
	}

	private void forget() {
		if (this.closing == null) {
			this.closing = "";
		}
		this.heartbeat.cancel(false);
		if (this.expiry != null) {
			// the client may open another session with the same name
			this.expiry.cancel(false);
		}
		this.whenForgotten.accept(this);
		leave();
		delivered();
	}

	private void leave() {
		Connection connection = this.connection;
		if (connection != null) {
			this.connection = null;
			this.hub.closed(connection);
		}
	}

	private void delivered() {
		List<Runnable> deliveries = List.copyOf(this.deliveries);
		this.deliveries.clear();
		deliveries.forEach(Runnable::run);
	}

}
