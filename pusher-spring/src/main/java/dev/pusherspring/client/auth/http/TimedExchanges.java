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
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/**
 * Performs requests with a timeout that covers a whole exchange. The timeouts of HTTP
 * clients differ in what they cover: hardly any covers a body that arrives byte by byte,
 * and not every client stops reading when its thread is interrupted. Therefore exchanges
 * run on threads of their own, which are kept for a short time and abandoned after the
 * timeout.
 */
final class TimedExchanges {

	/**
	 * Maximum number of exchanges that continue after their timeout. No new exchange is
	 * started beyond that.
	 */
	static final int MAX_STUCK = 32;

	private static final int CHUNK = 4096;

	private final RestClient restClient;

	private final Duration timeout;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>(), TimedExchanges::thread);

	private final AtomicInteger awaited = new AtomicInteger();

	/**
	 * Create new exchanges.
	 * @param restClient the client that sends the requests
	 * @param timeout the maximum time from the start of a request to the last byte of its
	 * answer
	 */
	TimedExchanges(RestClient restClient, Duration timeout) {
		this.restClient = restClient;
		this.timeout = timeout;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, Thread.currentThread().getName() + "-http");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Perform an exchange.
	 * @param request the request
	 * @param maxSize the maximum size of the answer in bytes
	 * @return the answer
	 * @throws TimeoutException if the timeout has elapsed
	 * @throws ExecutionException if the exchange failed
	 * @throws InterruptedException if the waiting thread is interrupted
	 */
	Answer perform(EncodedRequest request, int maxSize)
			throws TimeoutException, ExecutionException, InterruptedException {
		if (this.threads.getActiveCount() - this.awaited.get() >= MAX_STUCK) {
			throw new ExecutionException(
					new IOException(MAX_STUCK + " earlier requests are still waiting for their answer after the "
							+ "timeout. Configure a read timeout for the HTTP client"));
		}
		long nanos = TimeUnit.NANOSECONDS.convert(this.timeout);
		long deadline = System.nanoTime() + nanos;
		this.awaited.incrementAndGet();
		Future<Answer> exchange = this.threads.submit(() -> exchange(request, maxSize, deadline));
		try {
			Answer answer = exchange.get(nanos, TimeUnit.NANOSECONDS);
			if (System.nanoTime() - deadline >= 0) {
				throw new TimeoutException();
			}
			return answer;
		}
		finally {
			this.awaited.decrementAndGet();
			exchange.cancel(true);
		}
	}

	private Answer exchange(EncodedRequest request, int maxSize, long deadline) {
		RestClient.RequestBodySpec spec = this.restClient.method(request.method())
			.uri(request.uri())
			.headers((headers) -> headers.putAll(request.headers()));
		byte[] body = request.body();
		if (body != null) {
			spec.body(new Form(body));
		}
		return spec.exchangeForRequiredValue((sent, response) -> read(response, maxSize, deadline));
	}

	private Answer read(ClientHttpResponse response, int maxSize, long deadline) throws IOException {
		int status = response.getStatusCode().value();
		String location = response.getHeaders().getFirst(HttpHeaders.LOCATION);
		byte[] body = Answer.isSuccess(status) ? readBody(response.getBody(), maxSize, deadline) : null;
		if (body == null) {
			closeWithoutReading(response);
		}
		return new Answer(status, location, body);
	}

	private byte @Nullable [] readBody(InputStream input, int maxSize, long deadline) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		byte[] chunk = new byte[CHUNK];
		while (body.size() <= maxSize && System.nanoTime() - deadline < 0) {
			int read = input.read(chunk, 0, Math.min(chunk.length, maxSize - body.size() + 1));
			if (read == -1) {
				return body.toByteArray();
			}
			body.write(chunk, 0, read);
		}
		return null;
	}

	/**
	 * Close a response without reading the rest of its body, which may never end.
	 * @param response the response to close
	 */
	private static void closeWithoutReading(ClientHttpResponse response) {
		try {
			response.getBody().close();
		}
		catch (IOException ex) {
			// the response is not needed any more
		}
	}

	/**
	 * The body of a request, written without message converters, whose log would reveal
	 * it. Repeatable, since a proxy may ask for credentials first.
	 *
	 * @param bytes the encoded form
	 */
	private record Form(byte[] bytes) implements StreamingHttpOutputMessage.Body {

		@Override
		public void writeTo(OutputStream output) throws IOException {
			output.write(this.bytes);
		}

		@Override
		public boolean repeatable() {
			return true;
		}

	}

	/**
	 * An HTTP answer.
	 *
	 * @param status the HTTP status
	 * @param location the target of a redirect, or {@code null}
	 * @param body the body of a successful answer, or {@code null} if it is too large.
	 * Bodies of failures are never read
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
