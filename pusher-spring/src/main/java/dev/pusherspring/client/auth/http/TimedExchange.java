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

package dev.pusherspring.client.auth.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.RestClient;

/**
 * One request and its answer within one span of time. The timeouts of HTTP clients differ
 * in what they cover, and hardly any covers a body that arrives byte by byte. So the
 * exchange runs on a thread of its own, which is left to itself when time is up.
 */
final class TimedExchange implements Callable<TimedExchange.Answer> {

	private static final int CHUNK = 4096;

	private final RestClient restClient;

	private final EncodedRequest request;

	private final int maxSize;

	private volatile boolean abandoned;

	TimedExchange(RestClient restClient, EncodedRequest request, int maxSize) {
		this.restClient = restClient;
		this.request = request;
		this.maxSize = maxSize;
	}

	/**
	 * Perform the exchange, waiting no longer than the timeout.
	 * @param timeout the time from the start to the last byte
	 * @return the answer
	 * @throws TimeoutException if time is up
	 * @throws ExecutionException if the exchange failed
	 * @throws InterruptedException if the waiting thread is to stop
	 */
	Answer perform(Duration timeout) throws TimeoutException, ExecutionException, InterruptedException {
		FutureTask<Answer> task = new FutureTask<>(this);
		Thread thread = new Thread(task, Thread.currentThread().getName() + "-http");
		thread.setDaemon(true);
		thread.start();
		try {
			return task.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
		}
		finally {
			this.abandoned = true;
			task.cancel(true);
		}
	}

	@Override
	public Answer call() {
		RestClient.RequestBodySpec spec = this.restClient.method(this.request.method())
			.uri(this.request.uri())
			.headers((headers) -> headers.putAll(this.request.headers()));
		byte[] body = this.request.body();
		if (body != null) {
			// written as it is: message converters and their log have no part in it
			spec.body((output) -> StreamUtils.copy(body, output));
		}
		return spec.exchangeForRequiredValue((request, response) -> read(response));
	}

	private Answer read(ClientHttpResponse response) throws IOException {
		int status = response.getStatusCode().value();
		String location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
		byte[] body = Answer.isSuccess(status) ? readBody(response.getBody()) : null;
		if (body == null) {
			closeWithoutReading(response);
		}
		return new Answer(status, location, body);
	}

	private byte @Nullable [] readBody(InputStream input) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		byte[] chunk = new byte[CHUNK];
		while (true) {
			int wanted = Math.min(chunk.length, this.maxSize - body.size() + 1);
			int read = input.read(chunk, 0, wanted);
			if (read == -1) {
				return body.toByteArray();
			}
			body.write(chunk, 0, read);
			if (body.size() > this.maxSize || this.abandoned) {
				return null;
			}
		}
	}

	/**
	 * Closing the response alone would read all that is left of it, which may never end.
	 * @param response the response to close
	 */
	private static void closeWithoutReading(ClientHttpResponse response) {
		try {
			response.getBody().close();
		}
		catch (IOException ex) {
			// nobody wants it any more
		}
	}

	/**
	 * What came back.
	 *
	 * @param status the HTTP status
	 * @param location where a redirect points to, or {@code null}
	 * @param body the body of a success, or {@code null} when it is too large. Bodies of
	 * failures are never read
	 */
	record Answer(int status, @Nullable String location, byte @Nullable [] body) {

		boolean isSuccess() {
			return isSuccess(this.status);
		}

		boolean isRedirect() {
			return this.status >= 300 && this.status < 400;
		}

		boolean isRefusal() {
			return this.status == 401 || this.status == 403;
		}

		boolean isTransient() {
			return this.status >= 500 || this.status == 408 || this.status == 425 || this.status == 429;
		}

		@Override
		public String toString() {
			return "Answer[status=" + this.status + "]";
		}

		private static boolean isSuccess(int status) {
			return status == 200 || status == 201;
		}

	}

}
