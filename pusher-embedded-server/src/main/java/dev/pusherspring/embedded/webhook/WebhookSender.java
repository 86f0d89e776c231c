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

package dev.pusherspring.embedded.webhook;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests one after the other, on a thread that exists from the first request to
 * the end. Safe for use by many threads.
 */
final class WebhookSender {

	private static final Log logger = LogFactory.getLog(WebhookSender.class);

	private static final int MAX_WAITING = 10_000;

	private static final int TIMEOUT_MILLIS = 5000;

	private static final long LAST_REQUESTS_MILLIS = 1000;

	private final String key;

	private final ThreadPoolExecutor executor;

	private volatile @Nullable HttpURLConnection current;

	WebhookSender(String key) {
		this.key = key;
		this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING),
				WebhookSender::newThread, (task, executor) -> logger.warn("A webhook is lost: too many wait"));
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "embedded-pusher-webhooks");
		thread.setDaemon(true);
		return thread;
	}

	void send(URI url, String body, String signature) {
		this.executor.execute(() -> {
			try {
				int status = post(url, body.getBytes(StandardCharsets.UTF_8), signature);
				if (status / 100 != 2) {
					logger.warn("Webhook '" + url + "' was answered with status " + status);
				}
			}
			catch (IOException | RuntimeException ex) {
				// the JDK has one of the latter for a port that cannot be
				logger.warn("Webhook '" + url + "' failed: " + ex);
			}
		});
	}

	// not the JDK's newer client: on Java 17 that cannot be closed and leaves a thread
	private int post(URI url, byte[] body, String signature) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
		this.current = connection;
		try {
			connection.setRequestMethod("POST");
			connection.setConnectTimeout(TIMEOUT_MILLIS);
			connection.setReadTimeout(TIMEOUT_MILLIS);
			connection.setInstanceFollowRedirects(false);
			connection.setRequestProperty("Content-Type", "application/json");
			connection.setRequestProperty("X-Pusher-Key", this.key);
			connection.setRequestProperty("X-Pusher-Signature", signature);
			connection.setDoOutput(true);
			connection.setFixedLengthStreamingMode(body.length);
			try (OutputStream out = connection.getOutputStream()) {
				out.write(body);
			}
			return connection.getResponseCode();
		}
		finally {
			this.current = null;
			connection.disconnect();
		}
	}

	/**
	 * End the thread. What waits is still sent if that takes no longer than a second.
	 */
	void stop() {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(LAST_REQUESTS_MILLIS, TimeUnit.MILLISECONDS)) {
				this.executor.shutdownNow();
				HttpURLConnection current = this.current;
				if (current != null) {
					current.disconnect();
				}
				this.executor.awaitTermination(LAST_REQUESTS_MILLIS, TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			this.executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
