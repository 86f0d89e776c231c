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
import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests one after the other, on a thread that runs from the first request until
 * the sender is stopped. A request that is not answered with success is retried later
 * without changes and does not delay the requests behind it. Safe for use by multiple
 * threads.
 */
final class WebhookSender {

	private static final Log logger = LogFactory.getLog(WebhookSender.class);

	private static final int MAX_WAITING = 10_000;

	private static final int TIMEOUT_MILLIS = 5000;

	private static final long LAST_REQUESTS_MILLIS = 1000;

	// measured from the first attempt, as in the hosted service
	private static final Duration PERSISTENCE = Duration.ofMinutes(5);

	private final String key;

	private final Duration retryDelay;

	private final ScheduledThreadPoolExecutor executor;

	private volatile @Nullable HttpURLConnection current;

	/**
	 * Create a new {@link WebhookSender} instance.
	 * @param key the app's key
	 * @param retryDelay the delay before the first retry, which doubles with each further
	 * one
	 */
	WebhookSender(String key, Duration retryDelay) {
		this.key = key;
		this.retryDelay = retryDelay;
		this.executor = new ScheduledThreadPoolExecutor(1, WebhookSender::newThread);
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "embedded-pusher-webhooks");
		thread.setDaemon(true);
		return thread;
	}

	void send(URI url, String body, String signature) {
		schedule(new Request(url, body, signature, this.retryDelay, Duration.ZERO), Duration.ZERO);
	}

	private void schedule(Request request, Duration delay) {
		if (this.executor.getQueue().size() >= MAX_WAITING) {
			logger.warn("Dropping a webhook, since " + MAX_WAITING + " are already waiting");
			return;
		}
		try {
			this.executor.schedule(() -> attempt(request), delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// the server has stopped
		}
	}

	private void attempt(Request request) {
		String failure = post(request);
		if (failure == null) {
			return;
		}
		String text = "Webhook '" + request.url() + "' " + failure;
		if (request.waited().plus(request.nextDelay()).compareTo(PERSISTENCE) > 0) {
			logger.warn(text + ". Giving up");
			return;
		}
		if (request.waited().isZero()) {
			logger.warn(text + ". It is retried for some minutes");
		}
		schedule(request.next(), request.nextDelay());
	}

	private @Nullable String post(Request request) {
		try {
			int status = post(request.url(), request.body().getBytes(StandardCharsets.UTF_8), request.signature());
			return (status / 100 == 2) ? null : "was answered with status " + status;
		}
		catch (IOException | RuntimeException ex) {
			// the JDK throws the latter for an invalid port
			return "failed: " + ex;
		}
	}

	// not the JDK's newer client, which cannot be closed on Java 17 and leaves a thread
	// behind
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
	 * Stop the thread. Requests that wait for their first attempt are still sent if that
	 * takes no longer than a second.
	 */
	void stop() {
		this.executor.getQueue().removeIf((task) -> ((Delayed) task).getDelay(TimeUnit.MILLISECONDS) > 0);
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

	/**
	 * A request to send.
	 *
	 * @param url the URL
	 * @param body the body
	 * @param signature signature of the body
	 * @param nextDelay the delay before the next attempt if the current one fails
	 * @param waited the total time waited between attempts
	 */
	private record Request(URI url, String body, String signature, Duration nextDelay, Duration waited) {

		Request next() {
			return new Request(this.url, this.body, this.signature, this.nextDelay.multipliedBy(2),
					this.waited.plus(this.nextDelay));
		}

	}

}
