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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

/**
 * {@link HttpClient} whose responses a test writes, step by step and on its own thread.
 */
final class ManualHttpClient {

	private final HttpClient client = Mockito.mock(HttpClient.class);

	private final Deque<Exchange> exchanges = new ArrayDeque<>();

	ManualHttpClient() {
		BDDMockito.given(this.client.sendAsync(ArgumentMatchers.any(), ArgumentMatchers.<BodyHandler<Void>>any()))
			.willAnswer((invocation) -> {
				Exchange exchange = new Exchange(invocation.getArgument(0), invocation.getArgument(1));
				this.exchanges.add(exchange);
				return exchange.response;
			});
	}

	HttpClient client() {
		return this.client;
	}

	/**
	 * Return the oldest request that has not been taken.
	 * @return the exchange
	 */
	Exchange take() {
		Exchange exchange = this.exchanges.poll();
		if (exchange == null) {
			throw new AssertionError("No request was sent");
		}
		return exchange;
	}

	/**
	 * Return the number of requests that have not been taken.
	 * @return the number
	 */
	int size() {
		return this.exchanges.size();
	}

	/**
	 * A request, and its response as far as it has been written.
	 */
	static final class Exchange {

		private final HttpRequest request;

		private final BodyHandler<Void> handler;

		private final CompletableFuture<HttpResponse<Void>> response = new CompletableFuture<>();

		private final Demand demand = new Demand();

		private BodySubscriber<Void> body;

		private int status;

		private Exchange(HttpRequest request, BodyHandler<Void> handler) {
			this.request = request;
			this.handler = handler;
		}

		HttpRequest request() {
			return this.request;
		}

		String text() {
			Text text = new Text();
			this.request.bodyPublisher().orElseThrow().subscribe(text);
			return text.text.toString();
		}

		Exchange begin(int status) {
			this.status = status;
			ResponseInfo info = Mockito.mock(ResponseInfo.class);
			BDDMockito.given(info.statusCode()).willReturn(status);
			this.body = this.handler.apply(info);
			this.body.onSubscribe(this.demand);
			return this;
		}

		Exchange write(String text) {
			this.demand.requested--;
			this.body.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
			return this;
		}

		void end() {
			this.body.onComplete();
			this.body.getBody().whenComplete((nothing, ex) -> {
				HttpResponse<Void> response = Mockito.mock();
				BDDMockito.given(response.statusCode()).willReturn(this.status);
				this.response.complete(response);
			});
		}

		void answer(int status) {
			begin(status).end();
		}

		void fail(Throwable failure) {
			this.response.completeExceptionally(failure);
		}

		/**
		 * Return how many buffers the client is ready to take.
		 * @return the number
		 */
		long demand() {
			return this.demand.requested;
		}

		boolean isCancelled() {
			return this.response.isCancelled();
		}

		boolean isBodyCancelled() {
			return this.demand.cancelled;
		}

	}

	private static final class Demand implements Flow.Subscription {

		private long requested;

		private boolean cancelled;

		@Override
		public void request(long n) {
			this.requested += n;
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

	}

	private static final class Text implements Flow.Subscriber<ByteBuffer> {

		private final StringBuilder text = new StringBuilder();

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(ByteBuffer buffer) {
			this.text.append(StandardCharsets.UTF_8.decode(buffer));
		}

		@Override
		public void onError(Throwable ex) {
			throw new AssertionError(ex);
		}

		@Override
		public void onComplete() {
		}

	}

}
