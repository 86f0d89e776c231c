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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.loop.ThreadEventLoop;
import dev.pusherspring.testsupport.ScriptedHttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of tests that open an {@link HttpLink} to a scripted server.
 */
public abstract class AbstractHttpLinkTests {

	static final int MAX_LENGTH = 1000;

	final ThreadEventLoop loop = new ThreadEventLoop("test-loop");

	public final ScriptedHttpServer server = new ScriptedHttpServer();

	public final Recorder recorder = new Recorder();

	public final HttpHeaders headers = new HttpHeaders();

	Link link;

	@AfterEach
	void close() {
		if (this.link != null) {
			onLoop(() -> this.link.close(1000, ""));
		}
		this.server.close();
	}

	void open(boolean streaming, String host) {
		HttpTransport transport = new HttpTransport(new ServerAddress(host, this.server.getPort(), "/pusher", "key"),
				false, streaming, Duration.ofSeconds(5), MAX_LENGTH, () -> this.headers,
				new JdkHttpClients(Duration.ofSeconds(5), () -> null, null), this.loop);
		onLoop(() -> this.link = transport.open(this.recorder));
	}

	void onLoop(Runnable task) {
		BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
		this.loop.execute(() -> {
			task.run();
			done.add(true);
		});
		try {
			assertThat(done.poll(20, TimeUnit.SECONDS)).isNotNull();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	ScriptedHttpServer.Request openStream() {
		open(true, "127.0.0.1");
		ScriptedHttpServer.Request request = this.server.takeReceiving().write("o\n");
		assertThat(this.recorder.next()).isEqualTo("opened");
		return request;
	}

	/**
	 * Keeps what the link reports.
	 */
	static final class Recorder implements LinkListener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@Override
		public void opened() {
			this.heard.add("opened");
		}

		@Override
		public void received(byte[] bytes, int offset, int length) {
			this.heard.add("received " + new String(bytes, offset, length, StandardCharsets.UTF_8));
		}

		@Override
		public void alive() {
			this.heard.add("alive");
		}

		@Override
		public void discarded(String reason) {
			this.heard.add("discarded " + reason);
		}

		@Override
		public void ended(LinkEnd end) {
			this.heard.add("ended " + end.code() + " " + end.describe());
		}

		String next() {
			try {
				String next = this.heard.poll(10, TimeUnit.SECONDS);
				assertThat(next).as("what the link reports next").isNotNull();
				return next;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		int size() {
			return this.heard.size();
		}

	}

}
