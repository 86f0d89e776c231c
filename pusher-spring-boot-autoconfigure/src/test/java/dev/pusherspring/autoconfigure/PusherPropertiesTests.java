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

package dev.pusherspring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import dev.pusherspring.client.auth.http.AuthTransport;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherProperties}: one per group of properties.
 */
class PusherPropertiesTests {

	@Test
	void appAndServerPropertiesBind() {
		PusherProperties properties = bind("pusher.enabled=false", "pusher.key=my-key", "pusher.secret=my-secret",
				"pusher.cluster=eu", "pusher.host=localhost", "pusher.port=6001", "pusher.path=/ws",
				"pusher.force-tls=false");
		assertThat(properties.isEnabled()).isFalse();
		assertThat(properties.getKey()).isEqualTo("my-key");
		assertThat(properties.getSecret()).isEqualTo("my-secret");
		assertThat(properties.getCluster()).isEqualTo("eu");
		assertThat(properties.getHost()).isEqualTo("localhost");
		assertThat(properties.getPort()).isEqualTo(6001);
		assertThat(properties.getPath()).isEqualTo("/ws");
		assertThat(properties.isForceTls()).isFalse();
	}

	@Test
	void startupPropertiesBind() {
		PusherProperties properties = bind("pusher.auto-startup=false", "pusher.fail-fast=true",
				"pusher.startup-timeout=1m");
		assertThat(properties.isAutoStartup()).isFalse();
		assertThat(properties.isFailFast()).isTrue();
		assertThat(properties.getStartupTimeout()).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void channelsBindFromCommaSeparatedList() {
		PusherProperties properties = bind("pusher.channels=chatrooms.668.v2, private-orders,presence-room");
		assertThat(properties.getChannels()).containsExactly("chatrooms.668.v2", "private-orders", "presence-room");
	}

	@Test
	void channelsBindFromIndexedList() {
		PusherProperties properties = bind("pusher.channels[0]=a", "pusher.channels[1]=b");
		assertThat(properties.getChannels()).containsExactly("a", "b");
	}

	@Test
	void handshakePropertiesBind() {
		PusherProperties properties = bind("pusher.headers.X-Tenant=acme", "pusher.headers.Authorization=Bearer t",
				"pusher.origin=https://example.com");
		assertThat(properties.getHeaders()).containsOnly(Map.entry("X-Tenant", "acme"),
				Map.entry("Authorization", "Bearer t"));
		assertThat(properties.getOrigin()).isEqualTo("https://example.com");
	}

	@Test
	void timeoutsBind() {
		PusherProperties properties = bind("pusher.connect-timeout=3s", "pusher.activity-timeout=500ms",
				"pusher.pong-timeout=PT4S", "pusher.unavailable-timeout=5000", "pusher.subscription-timeout=6s");
		assertThat(properties.getConnectTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(properties.getActivityTimeout()).isEqualTo(Duration.ofMillis(500));
		assertThat(properties.getPongTimeout()).isEqualTo(Duration.ofSeconds(4));
		assertThat(properties.getUnavailableTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.getSubscriptionTimeout()).isEqualTo(Duration.ofSeconds(6));
	}

	@Test
	void maxMessageSizeBindsWithUnit() {
		assertThat(bind("pusher.max-message-size=64KB").getMaxMessageSize()).isEqualTo(DataSize.ofKilobytes(64));
	}

	@Test
	void sslPropertiesBind() {
		assertThat(bind("pusher.ssl.bundle=mybundle").getSsl().getBundle()).isEqualTo("mybundle");
	}

	@Test
	void reconnectPropertiesBind() {
		PusherProperties.Reconnect reconnect = bind("pusher.reconnect.initial-delay=2s",
				"pusher.reconnect.multiplier=1.5", "pusher.reconnect.max-delay=1m", "pusher.reconnect.jitter=0.1",
				"pusher.reconnect.max-attempts=7")
			.getReconnect();
		assertThat(reconnect.getInitialDelay()).isEqualTo(Duration.ofSeconds(2));
		assertThat(reconnect.getMultiplier()).isEqualTo(1.5);
		assertThat(reconnect.getMaxDelay()).isEqualTo(Duration.ofMinutes(1));
		assertThat(reconnect.getJitter()).isEqualTo(0.1);
		assertThat(reconnect.getMaxAttempts()).isEqualTo(7);
	}

	@Test
	void authPropertiesBind() {
		PusherProperties.Auth auth = bind("pusher.auth.endpoint=https://example.com/pusher/auth",
				"pusher.auth.transport=jsonp", "pusher.auth.params.tenant=acme", "pusher.auth.headers.X-Token=t",
				"pusher.auth.timeout=2s", "pusher.auth.max-concurrency=3")
			.getAuth();
		assertThat(auth.getEndpoint()).isEqualTo(URI.create("https://example.com/pusher/auth"));
		assertThat(auth.getTransport()).isEqualTo(AuthTransport.JSONP);
		assertThat(auth.getParams()).containsOnly(Map.entry("tenant", "acme"));
		assertThat(auth.getHeaders()).containsOnly(Map.entry("X-Token", "t"));
		assertThat(auth.getTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(auth.getMaxConcurrency()).isEqualTo(3);
	}

	@Test
	void userAuthPropertiesBind() {
		PusherProperties.UserAuth auth = bind("pusher.user-auth.endpoint=https://example.com/pusher/user-auth",
				"pusher.user-auth.transport=jsonp", "pusher.user-auth.params.tenant=acme",
				"pusher.user-auth.headers.X-Token=t", "pusher.user-auth.timeout=2s",
				"pusher.user-auth.auto-signin=true")
			.getUserAuth();
		assertThat(auth.getEndpoint()).isEqualTo(URI.create("https://example.com/pusher/user-auth"));
		assertThat(auth.getTransport()).isEqualTo(AuthTransport.JSONP);
		assertThat(auth.getParams()).containsOnly(Map.entry("tenant", "acme"));
		assertThat(auth.getHeaders()).containsOnly(Map.entry("X-Token", "t"));
		assertThat(auth.getTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(auth.isAutoSignin()).isTrue();
	}

	@Test
	void transportPropertiesBind() {
		PusherProperties properties = bind("pusher.enabled-transports=ws,xhr_streaming",
				"pusher.disabled-transports=xhr_polling", "pusher.ignore-null-origin=true");
		assertThat(properties.getEnabledTransports()).containsExactly("ws", "xhr_streaming");
		assertThat(properties.getDisabledTransports()).containsExactly("xhr_polling");
		assertThat(properties.isIgnoreNullOrigin()).isTrue();
	}

	@Test
	void httpFallbackPropertiesBind() {
		PusherProperties.Http http = bind("pusher.http.host=fallback.local", "pusher.http.port=8443",
				"pusher.http.path=/p")
			.getHttp();
		assertThat(http.getHost()).isEqualTo("fallback.local");
		assertThat(http.getPort()).isEqualTo(8443);
		assertThat(http.getPath()).isEqualTo("/p");
	}

	@Test
	void proxyPropertiesBind() {
		PusherProperties.Proxy proxy = bind("pusher.proxy.host=proxy.local", "pusher.proxy.port=3128",
				"pusher.proxy.username=me", "pusher.proxy.password=hidden")
			.getProxy();
		assertThat(proxy.getHost()).isEqualTo("proxy.local");
		assertThat(proxy.getPort()).isEqualTo(3128);
		assertThat(proxy.getUsername()).isEqualTo("me");
		assertThat(proxy.getPassword()).isEqualTo("hidden");
	}

	@Test
	void clientEventPropertiesBind() {
		PusherProperties.ClientEvents clientEvents = bind("pusher.client-events.rate=3",
				"pusher.client-events.queue-capacity=5")
			.getClientEvents();
		assertThat(clientEvents.getRate()).isEqualTo(3);
		assertThat(clientEvents.getQueueCapacity()).isEqualTo(5);
	}

	@Test
	void encryptionMasterKeyBinds() {
		assertThat(bind("pusher.encryption-master-key=abc=").getEncryptionMasterKey()).isEqualTo("abc=");
	}

	@ParameterizedTest
	@CsvSource({ "block,BLOCK", "drop-oldest,DROP_OLDEST", "drop-newest,DROP_NEWEST", "DROP_NEWEST,DROP_NEWEST" })
	void overflowBindsInRelaxedForm(String text, OverflowPolicy policy) {
		assertThat(bind("pusher.listener.overflow=" + text).getListener().getOverflow()).isEqualTo(policy);
	}

	@Test
	void listenerPropertiesBind() {
		PusherProperties.Listener listener = bind("pusher.listener.concurrency=4", "pusher.listener.queue-capacity=50")
			.getListener();
		assertThat(listener.getConcurrency()).isEqualTo(4);
		assertThat(listener.getQueueCapacity()).isEqualTo(50);
	}

	@Test
	void embeddedPropertiesBind() {
		PusherProperties.Embedded embedded = bind("pusher.embedded.enabled=true", "pusher.embedded.port=6002")
			.getEmbedded();
		assertThat(embedded.isEnabled()).isTrue();
		assertThat(embedded.getPort()).isEqualTo(6002);
	}

	@Test
	void defaultsAreThoseOfTheDocumentation() {
		PusherProperties properties = new PusherProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getKey()).isNull();
		assertThat(properties.getCluster()).isEqualTo("mt1");
		assertThat(properties.isForceTls()).isTrue();
		assertThat(properties.getChannels()).isEmpty();
		assertThat(properties.isAutoStartup()).isTrue();
		assertThat(properties.isFailFast()).isFalse();
		assertThat(properties.getMaxMessageSize()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(properties.getReconnect().getMaxAttempts()).isNull();
		assertThat(properties.getListener().getConcurrency()).isEqualTo(1);
		assertThat(properties.getListener().getOverflow()).isEqualTo(OverflowPolicy.BLOCK);
		assertThat(properties.getEmbedded().isEnabled()).isFalse();
	}

	@Test
	void malformedDurationDoesNotBind() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind("pusher.connect-timeout=soon"))
			.withMessageContaining("pusher.connect-timeout");
	}

	private static PusherProperties bind(String... pairs) {
		Map<String, String> map = new HashMap<>();
		for (String pair : pairs) {
			int separator = pair.indexOf('=');
			map.put(pair.substring(0, separator), pair.substring(separator + 1));
		}
		return new Binder(new MapConfigurationPropertySource(map))
			.bind("pusher", Bindable.ofInstance(new PusherProperties()))
			.get();
	}

}
