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

package dev.pusherspring.client.internal.link.spring;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.WebSocketContainer;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.testsupport.FakeWebSocketClient;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.RecordingLinkListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContainerWebSocketClient} and {@link WebSocketTransport}.
 */
class ContainerWebSocketClientTests {

	private static final URI ADDRESS = URI.create("ws://ws.example:80/app/planted");

	private final WebSocketContainer container = Mockito.mock(WebSocketContainer.class);

	private final AtomicReference<SSLContext> sslContext = new AtomicReference<>();

	private final ContainerWebSocketClient client = new ContainerWebSocketClient(this.container, Duration.ofSeconds(7),
			12_345, this.sslContext::get);

	@Test
	void theContainerKeepsMessagesOfTheConfiguredLengthAndSilentSessions() {
		BDDMockito.then(this.container).should().setDefaultMaxTextMessageBufferSize(12_345);
		BDDMockito.then(this.container).should().setDefaultMaxBinaryMessageBufferSize(64 * 1024);
		BDDMockito.then(this.container).should().setDefaultMaxSessionIdleTimeout(0);
	}

	@Test
	void eachSessionHasTheConfiguredTimeAndTheCurrentTls() throws Exception {
		SSLContext first = SSLContext.getDefault();
		this.sslContext.set(first);
		ClientEndpointConfig config = execute();
		assertThat(config.getSSLContext()).isSameAs(first);
		assertThat(config.getUserProperties()).containsEntry("org.apache.tomcat.websocket.IO_TIMEOUT_MS", "7000")
			.containsEntry("org.apache.tomcat.websocket.MAX_REDIRECTIONS", "0")
			.containsEntry("org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", 2_000L);
		this.sslContext.set(null);
		assertThat(execute().getSSLContext()).isNull();
	}

	@Test
	void connectsOnADaemonThreadWithTheSubprotocolsThatAreAskedFor() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		BDDMockito.given(connect()).willAnswer((invocation) -> {
			thread.set(Thread.currentThread());
			return null;
		});
		WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
		headers.setSecWebSocketProtocol("pusher");
		this.client.execute(Mockito.mock(WebSocketHandler.class), headers, ADDRESS).get(20, TimeUnit.SECONDS);
		assertThat(thread.get().isDaemon()).isTrue();
		assertThat(thread.get().getName()).startsWith("pusher-connect-");
		assertThat(config().getPreferredSubprotocols()).containsExactly("pusher");
	}

	@Test
	void aFailureIsExplained() throws Exception {
		DeploymentException cause = new DeploymentException("outer", new IOException("Connection refused"));
		BDDMockito.given(connect()).willThrow(cause);
		CompletableFuture<WebSocketSession> result = this.client.execute(Mockito.mock(WebSocketHandler.class),
				new WebSocketHttpHeaders(), ADDRESS);
		assertThat(result).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IOException.class)
			.withMessage("Failed to connect to ws://ws.example:80: Connection refused")
			.havingCause()
			.isSameAs(cause);
	}

	@Test
	void aTransportIsNamedAfterItsScheme() throws Exception {
		ManualEventLoop loop = new ManualEventLoop();
		FakeWebSocketClient engine = new FakeWebSocketClient(loop);
		RecordingLinkListener listener = new RecordingLinkListener(loop);
		WebSocketTransport transport = new WebSocketTransport(engine, ADDRESS, HttpHeaders::new, "test", loop);
		assertThat(transport.getName()).isEqualTo("ws");
		assertThat(transport.getServer()).isEqualTo("ws://ws.example:80");
		Link link = transport.open(listener);
		engine.last().open();
		assertThat(listener.next()).isEqualTo("opened");
		loop.call(link::ping);
		assertThat(engine.last().awaitSent()).contains("pusher:ping");
		engine.last().close(CloseStatus.NORMAL.getCode(), "");
		assertThat(listener.next()).isEqualTo("ended 1000");
	}

	private ClientEndpointConfig execute() throws Exception {
		Mockito.clearInvocations(this.container);
		this.client.execute(Mockito.mock(WebSocketHandler.class), new WebSocketHttpHeaders(), ADDRESS)
			.get(20, TimeUnit.SECONDS);
		return config();
	}

	private Object connect() throws Exception {
		return this.container.connectToServer(Mockito.any(Endpoint.class), Mockito.any(), Mockito.any(URI.class));
	}

	private ClientEndpointConfig config() throws Exception {
		ArgumentCaptor<ClientEndpointConfig> config = ArgumentCaptor.forClass(ClientEndpointConfig.class);
		BDDMockito.then(this.container)
			.should()
			.connectToServer(Mockito.any(Endpoint.class), config.capture(), Mockito.eq(ADDRESS));
		return config.getValue();
	}

}
