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

package dev.pusherspring.client.internal.link.http;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.http.HttpTransport.HttpSettings;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.CloseAction;

/**
 * {@link Link} over HTTP requests, with the frames of SockJS: {@code o} opens the link,
 * {@code a} has messages, {@code m} has one message, {@code h} is a heartbeat, {@code c}
 * closes the link.
 * <p>
 * Clients in browsers abort a streaming response after 256 KB and request a new one,
 * since a browser keeps the whole response; messages in transit are then lost. This
 * client does not keep the response, which therefore lasts as long as the link.
 * <p>
 * Confined to the event loop.
 */
public final class HttpLink implements Link {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
		.build());

	// avoids a tight loop if a server answers immediately with nothing
	private static final Duration EMPTY_ANSWER_DELAY = Duration.ofSeconds(1);

	private final HttpSettings settings;

	private final JdkHttpClients httpClients;

	private final String pingMessage;

	private final EventLoop loop;

	// modified on the event loop only
	private LinkListener listener;

	private final HttpSession session;

	private @Nullable HttpLines lines;

	private @Nullable CompletableFuture<?> receiving;

	private @Nullable HttpSender sender;

	private boolean opened;

	private boolean closed;

	private boolean paused;

	private boolean answered;

	HttpLink(HttpSettings settings, JdkHttpClients httpClients, EventLoop loop, LinkListener listener,
			String pingMessage) {
		this.settings = settings;
		this.httpClients = httpClients;
		this.pingMessage = pingMessage;
		this.loop = loop;
		this.listener = listener;
		this.session = new HttpSession(settings);
	}

	void open() {
		try {
			HttpClient client = this.httpClients.get();
			this.sender = new HttpSender(client, this.session, this.settings.timeout(), this.loop, this::end);
			receive(client);
		}
		catch (RuntimeException | Error ex) {
			this.loop.execute(() -> end(LinkEnd.failed(this.httpClients.explain(ex, this.session.baseUri()))));
		}
	}

	private void receive(HttpClient client) {
		this.answered = false;
		HttpLines lines = new HttpLines(this.loop, this.settings.maxLineLength(), this::line);
		if (this.paused) {
			lines.pause();
		}
		this.lines = lines;
		CompletableFuture<HttpResponse<Void>> receiving = client.sendAsync(this.session.receive(this.loop.now()),
				(response) -> bodySubscriber(response, lines));
		this.receiving = receiving;
		receiving.whenComplete((response, ex) -> this.loop.execute(() -> {
			if (!this.closed && this.lines == lines) {
				received(client, response, ex);
			}
		}));
	}

	private static HttpResponse.BodySubscriber<Void> bodySubscriber(HttpResponse.ResponseInfo response,
			HttpLines lines) {
		return (response.statusCode() == 200) ? lines : HttpResponse.BodySubscribers.discarding();
	}

	private void received(HttpClient client, @Nullable HttpResponse<Void> response, @Nullable Throwable ex) {
		if (ex != null || response == null) {
			Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
			end(LinkEnd.failed(this.httpClients.explain((cause != null) ? cause : new IllegalStateException(),
					this.session.baseUri())));
		}
		else if (response.statusCode() != 200) {
			end(broken(ConnectFailure.refusal(this.session.baseUri(), "the request", response.statusCode())));
		}
		else if (!this.opened) {
			end(broken("%s does not speak the HTTP transport of Channels"
				.formatted(ConnectFailure.server(this.session.baseUri()))));
		}
		else if (this.settings.streaming()) {
			end(broken("the server ended the stream"));
		}
		else if (this.answered) {
			receive(client);
		}
		else {
			this.loop.schedule(EMPTY_ANSWER_DELAY, () -> {
				if (!this.closed) {
					receive(client);
				}
			});
		}
	}

	private static LinkEnd broken(String reason) {
		return new LinkEnd(CloseAction.ABNORMAL, reason, null);
	}

	private void line(@Nullable String line) {
		if (this.closed) {
			return;
		}
		if (line == null) {
			tooLong();
			return;
		}
		if (line.isEmpty()) {
			return;
		}
		this.answered = true;
		try {
			frame(line.charAt(0), line.substring(1));
		}
		catch (JacksonException | ClassCastException ex) {
			// the text may contain private data
			this.listener.discarded("A malformed HTTP transport frame was discarded");
		}
	}

	private void tooLong() {
		this.answered = true;
		// everything before the opening frame is padding
		if (this.opened) {
			this.listener
				.discarded("A message of more than %d bytes was discarded".formatted(this.settings.maxLineLength()));
		}
	}

	private void frame(char kind, String content) {
		switch (kind) {
			case 'o' -> opened(content);
			case 'a' -> {
				for (JsonNode message : read(content)) {
					message(message);
				}
			}
			case 'm' -> message(read(content));
			case 'h' -> heartbeat();
			case 'c' -> {
				JsonNode close = read(content);
				end(new LinkEnd(close.path(0).asInt(CloseAction.NO_CODE), close.path(1).asString(""), null));
			}
			default -> logger.debug("Ignored an unknown frame of the HTTP transport");
		}
	}

	private static JsonNode read(String content) {
		JsonNode node = MAPPER.readTree(content);
		if (node.isMissingNode()) {
			throw new StreamReadException("Nothing follows the kind of the frame");
		}
		return node;
	}

	private void opened(String content) {
		if (this.opened) {
			end(broken("the server lost the session"));
			return;
		}
		String host = content.isEmpty() ? "" : read(content).path("hostname").asString("");
		if (!host.isEmpty()) {
			if (!ServerOptions.isHost(host)) {
				end(broken("the server named an invalid host for the session"));
				return;
			}
			if (!this.session.moveTo(host)) {
				end(broken("the server named host '%s' for the session, which is neither '%s' nor a subdomain of it"
					.formatted(host, this.settings.address().host())));
				return;
			}
		}
		this.opened = true;
		this.listener.opened();
	}

	private void message(JsonNode message) {
		if (this.closed) {
			return;
		}
		if (message.isString()) {
			byte[] bytes = message.stringValue().getBytes(StandardCharsets.UTF_8);
			this.listener.received(bytes, 0, bytes.length);
		}
		else {
			this.listener.discarded("A message in a frame of the HTTP transport was not text");
		}
	}

	private void heartbeat() {
		if (!this.opened) {
			return;
		}
		this.listener.alive();
		// with polling, the next request serves as the answer
		if (this.settings.streaming() && this.sender != null) {
			this.sender.heartbeat();
		}
	}

	@Override
	public void handOver(LinkListener listener) {
		this.listener = listener;
	}

	@Override
	public void send(String text) {
		if (this.sender != null) {
			this.sender.send(text);
		}
	}

	// a browser's client sends a heartbeat, which need not be answered; this must be
	@Override
	public void ping() {
		send(this.pingMessage);
	}

	@Override
	public void close(int code, String reason) {
		this.closed = true;
		if (this.sender != null) {
			this.sender.close();
		}
		if (this.lines != null) {
			this.lines.cancel();
		}
		if (this.receiving != null) {
			this.receiving.cancel(true);
		}
	}

	@Override
	public void pause() {
		this.paused = true;
		if (this.lines != null) {
			this.lines.pause();
		}
	}

	@Override
	public void resume() {
		this.paused = false;
		if (this.lines != null) {
			this.lines.resume();
		}
	}

	private void end(LinkEnd end) {
		if (this.closed) {
			return;
		}
		close(1000, "");
		this.listener.ended(end);
	}

}
