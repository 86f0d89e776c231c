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

package dev.pusherspring.publish;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.Signer;

/**
 * Options for publishing. This class is immutable. {@link #toString()} does not include
 * secrets.
 *
 * @since 1.0.0
 */
public final class PublishOptions {

	private final String name;

	private final URI address;

	private final String appId;

	private final String key;

	private final Signer signer;

	private final @Nullable EncryptionMasterKey encryptionMasterKey;

	private final Limits limits;

	private final BackOff retry;

	private final @Nullable String traceContextField;

	private PublishOptions(Builder builder) {
		this.name = builder.name;
		this.address = builder.address;
		this.appId = builder.appId;
		this.key = builder.key;
		this.signer = builder.signer;
		this.encryptionMasterKey = builder.encryptionMasterKey;
		this.limits = builder.limits;
		this.retry = builder.retry;
		this.traceContextField = builder.traceContextField;
	}

	/**
	 * Return a builder.
	 * @param appId id of the app
	 * @param key key of the app
	 * @param secret secret of the app
	 * @return the builder
	 * @throws IllegalArgumentException if one of them is not valid
	 */
	public static Builder builder(String appId, String key, String secret) {
		return new Builder(appId, key, secret);
	}

	/**
	 * Return the name of the app in logs and metrics.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the URL of the server, without {@code /apps} and the rest of the path.
	 * @return the URL
	 */
	public URI getAddress() {
		return this.address;
	}

	/**
	 * Return the id of the app.
	 * @return the id
	 */
	public String getAppId() {
		return this.appId;
	}

	/**
	 * Return the key of the app.
	 * @return the key
	 */
	public String getKey() {
		return this.key;
	}

	Signer getSigner() {
		return this.signer;
	}

	@Nullable EncryptionMasterKey getEncryptionMasterKey() {
		return this.encryptionMasterKey;
	}

	/**
	 * Return the limits of the server.
	 * @return the limits
	 */
	public Limits getLimits() {
		return this.limits;
	}

	/**
	 * Return the back-off for retries of calls that are known to have had no effect.
	 * @return the back-off
	 */
	public BackOff getRetry() {
		return this.retry;
	}

	/**
	 * Return the name of the JSON field in the data to which the trace context is
	 * written.
	 * @return the name, or {@code null} for none
	 */
	public @Nullable String getTraceContextField() {
		return this.traceContextField;
	}

	@Override
	public String toString() {
		return "PublishOptions[name=" + this.name + ", address=" + this.address + ", appId=" + this.appId + ", key="
				+ this.key + ", secret=******]";
	}

	/**
	 * Limits of a server, checked before a request is sent.
	 *
	 * @param data maximum size of the data of an event, in bytes of UTF-8 and after
	 * encryption
	 * @param channels maximum number of channels of an event
	 * @param batch maximum number of events in a batch
	 */
	public record Limits(int data, int channels, int batch) {

		public Limits {
			positive("data", data);
			positive("channels", channels);
			positive("batch", batch);
		}

		private static void positive(String name, int number) {
			Assert.isTrue(number > 0, () -> "'%s' must be positive but is %d".formatted(name, number));
		}

		/**
		 * Return the limits of Pusher: 10 KB of data, 100 channels, batches of 10.
		 * @return the limits
		 */
		public static Limits defaults() {
			return new Limits(10 * 1024, 100, 10);
		}

	}

	/**
	 * Builder for {@link PublishOptions}.
	 */
	public static final class Builder {

		private final String appId;

		private final String key;

		private final Signer signer;

		private String name = PusherClient.DEFAULT_NAME;

		private URI address = URI.create("https://api-mt1.pusher.com");

		private @Nullable EncryptionMasterKey encryptionMasterKey;

		private Limits limits = Limits.defaults();

		private BackOff retry = defaultRetry();

		private @Nullable String traceContextField;

		private Builder(String appId, String key, String secret) {
			Assert.isTrue(appId.matches("[A-Za-z0-9._~-]+"),
					() -> "'appId' must consist of letters, digits and ._~- but is '%s'".formatted(appId));
			Assert.isTrue(key.matches("[A-Za-z0-9._~-]+"),
					() -> "'key' must consist of letters, digits and ._~- but is '%s'".formatted(key));
			this.appId = appId;
			this.key = key;
			this.signer = new Signer(secret);
		}

		private static BackOff defaultRetry() {
			ExponentialBackOff retry = new ExponentialBackOff(100, 2);
			retry.setMaxInterval(1000);
			retry.setMaxAttempts(2);
			return retry;
		}

		/**
		 * Set the name of the app in logs and metrics.
		 * @param name the name, {@value PusherClient#DEFAULT_NAME} by default
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Publish to a cluster of Pusher, over TLS.
		 * @param cluster name of the cluster, {@code mt1} by default
		 * @return this builder
		 */
		public Builder cluster(String cluster) {
			return address(URI.create("https://api-" + cluster + ".pusher.com"));
		}

		/**
		 * Publish to another server.
		 * @param address the URL with scheme, host, port, and the path that precedes
		 * {@code /apps}
		 * @return this builder
		 */
		public Builder address(URI address) {
			Assert.isTrue(
					("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
							&& address.getHost() != null && address.getRawQuery() == null
							&& address.getRawFragment() == null && address.getRawUserInfo() == null,
					() -> "'address' must have the form http(s)://host[:port][/path] but is '%s'".formatted(address));
			this.address = address;
			return this;
		}

		/**
		 * Set the master key for encrypted channels.
		 * @param base64 the Base64-encoded key of 32 bytes, or {@code null} for none
		 * @return this builder
		 */
		public Builder encryptionMasterKey(@Nullable String base64) {
			this.encryptionMasterKey = (base64 != null) ? EncryptionMasterKey.fromBase64(base64) : null;
			return this;
		}

		/**
		 * Set the limits of the server.
		 * @param limits the limits; the limits of Pusher by default
		 * @return this builder
		 */
		public Builder limits(Limits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Set the back-off for retries of calls that are known to have had no effect.
		 * @param retry the back-off; by default, two retries after 100 and 200 ms
		 * @return this builder
		 */
		public Builder retry(BackOff retry) {
			this.retry = retry;
			return this;
		}

		/**
		 * Set the name of the JSON field in the data to which to write the trace context.
		 * Has an effect only if the data is a JSON object and there is a trace.
		 * @param traceContextField the name, or {@code null} for none
		 * @return this builder
		 */
		public Builder traceContextField(@Nullable String traceContextField) {
			this.traceContextField = traceContextField;
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public PublishOptions build() {
			return new PublishOptions(this);
		}

	}

}
