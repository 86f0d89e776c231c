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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;

import dev.pusherspring.client.auth.AuthorizationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the time that HTTP authorization may take.
 */
@Timeout(30)
class HttpAuthTimeoutTests {

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	static Stream<ClientHttpRequestFactory> requestFactories() {
		return Stream.of(new JdkClientHttpRequestFactory(), new SimpleClientHttpRequestFactory(),
				new HttpComponentsClientHttpRequestFactory(), new JettyClientHttpRequestFactory());
	}

	@ParameterizedTest
	@MethodSource("requestFactories")
	void endpointThatHangsIsGivenUp(ClientHttpRequestFactory requestFactory) {
		this.endpoint.hang();
		assertTimeout(authorizer(requestFactory, 200));
	}

	@ParameterizedTest
	@MethodSource("requestFactories")
	void answerThatDripsIsGivenUp(ClientHttpRequestFactory requestFactory) throws Exception {
		this.endpoint.drip(200);
		// long enough for the answer to begin on a busy machine
		assertTimeout(authorizer(requestFactory, 2000), 2000);
		// this client reads to the end before it lets a connection go
		if (!(requestFactory instanceof HttpComponentsClientHttpRequestFactory)) {
			assertThat(this.endpoint.awaitOtherSideGone()).isTrue();
		}
	}

	@Test
	void noMoreRequestsAreSentWhileTooManyOutliveTheirTime() {
		this.endpoint.hang();
		// cannot be interrupted
		HttpChannelAuthorizer authorizer = authorizer(new SimpleClientHttpRequestFactory(), 100);
		for (int i = 0; i < TimedExchanges.MAX_STUCK; i++) {
			assertTimeout(authorizer, 100);
		}
		AuthorizationException failure = fail(authorizer);
		assertThat(failure).hasMessageContaining("32 earlier requests are still waiting for their answer")
			.hasMessageContaining("read timeout");
		assertThat(failure.isRetryable()).isTrue();
		this.endpoint.close();
		await().until(() -> !fail(authorizer).getMessage().contains("earlier requests"));
	}

	@Test
	void readTimeoutOfRequestFactoryCountsAsUnreachable() {
		this.endpoint.hang();
		JdkClientHttpRequestFactory requestFactory = new JdkClientHttpRequestFactory();
		requestFactory.setReadTimeout(Duration.ofMillis(100));
		AuthorizationException failure = fail(authorizer(requestFactory, 20_000));
		assertThat(failure).hasMessageContaining("could not be reached");
		assertThat(failure.isRetryable()).isTrue();
	}

	@Test
	void givenUpExchangeLeavesNoThreadBehind() {
		this.endpoint.hang();
		assertTimeout(authorizer(new JdkClientHttpRequestFactory(), 200));
		String name = Thread.currentThread().getName() + "-http";
		await().untilAsserted(
				() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain(name));
	}

	@Test
	void interruptedCallerStopsWaitingAndStaysInterrupted() throws Exception {
		this.endpoint.hang();
		HttpChannelAuthorizer authorizer = authorizer(new JdkClientHttpRequestFactory(), 20_000);
		AtomicReference<AuthorizationException> failure = new AtomicReference<>();
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			failure.set(fail(authorizer));
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		caller.start();
		await().until(() -> !this.endpoint.received().isEmpty());
		caller.interrupt();
		caller.join(10_000);
		assertThat(failure.get()).hasMessageContaining("interrupted");
		assertThat(failure.get().isRetryable()).isTrue();
		assertThat(interrupted.get()).isTrue();
	}

	private void assertTimeout(HttpChannelAuthorizer authorizer) {
		assertTimeout(authorizer, 200);
	}

	private void assertTimeout(HttpChannelAuthorizer authorizer, long timeout) {
		long start = System.nanoTime();
		AuthorizationException failure = fail(authorizer);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(timeout),
				Duration.ofSeconds(12));
		assertThat(failure).hasMessageEndingWith("did not answer within %d ms".formatted(timeout));
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure.getStatus()).isNull();
	}

	private HttpChannelAuthorizer authorizer(ClientHttpRequestFactory requestFactory, long timeout) {
		HttpAuthSettings settings = HttpAuthSettings.builder(this.endpoint.uri("/pusher/auth"))
			.timeout(Duration.ofMillis(timeout))
			.build();
		return new HttpChannelAuthorizer(requestFactory, settings, List.of());
	}

	private static AuthorizationException fail(HttpChannelAuthorizer authorizer) {
		return catchThrowableOfType(AuthorizationException.class, () -> authorizer.authorize("private-chat", "1.2"));
	}

}
