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

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

import dev.pusherspring.client.auth.BatchLimits;

/**
 * Settings of an endpoint for authorization or authentication over HTTP. Immutable. The
 * string form shows the names of parameters and headers but not their values, and the
 * endpoint without its query.
 *
 * @since 1.0.0
 */
public final class HttpAuthSettings {

	/**
	 * Default of {@link #getTimeout()}.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * Default of {@link #getMaxResponseSize()}.
	 */
	public static final DataSize DEFAULT_MAX_RESPONSE_SIZE = DataSize.ofKilobytes(64);

	/**
	 * The maximum value of the size of an answer.
	 */
	static final DataSize LARGEST_RESPONSE_SIZE = DataSize.ofMegabytes(16);

	/**
	 * Parameters that are set by the client and cannot be configured.
	 */
	static final Set<String> RESERVED_PARAMS = Set.of("socket_id", "channel_name");

	private final URI endpoint;

	private final AuthTransport transport;

	private final Map<String, String> params;

	private final Map<String, String> headers;

	private final Duration timeout;

	private final DataSize maxResponseSize;

	private final BatchLimits batchLimits;

	private HttpAuthSettings(Builder builder) {
		this.endpoint = builder.endpoint;
		this.transport = builder.transport;
		this.params = Collections.unmodifiableMap(new LinkedHashMap<>(builder.params));
		this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
		this.timeout = builder.timeout;
		this.maxResponseSize = builder.maxResponseSize;
		this.batchLimits = builder.batchLimits;
	}

	/**
	 * Return a builder of settings.
	 * @param endpoint the absolute {@code http} or {@code https} URL of the endpoint. Its
	 * query is kept
	 * @return a builder
	 */
	public static Builder builder(URI endpoint) {
		return new Builder(endpoint);
	}

	/**
	 * Return the URL of the endpoint.
	 * @return the URL, with its query
	 */
	public URI getEndpoint() {
		return this.endpoint;
	}

	/**
	 * Return the form of the request, {@link AuthTransport#AJAX} by default.
	 * @return the form of the request
	 */
	public AuthTransport getTransport() {
		return this.transport;
	}

	/**
	 * Return the parameters sent with every request, none by default.
	 * @return the parameters
	 */
	public Map<String, String> getParams() {
		return this.params;
	}

	/**
	 * Return the headers sent with every request, none by default.
	 * @return the headers
	 */
	public Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Return the maximum time from the start of a request to the last byte of its answer,
	 * 10 seconds by default.
	 * @return the timeout
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Return the maximum size of an answer, 64 KB by default. The limit applies to each
	 * channel of a batch, up to 16 MB in total.
	 * @return the maximum size
	 */
	public DataSize getMaxResponseSize() {
		return this.maxResponseSize;
	}

	/**
	 * Return the limits of batches. By default, batches are turned off.
	 * @return the limits of batches
	 */
	public BatchLimits getBatchLimits() {
		return this.batchLimits;
	}

	@Override
	public String toString() {
		return "HttpAuthSettings[endpoint=" + HttpAddress.of(this.endpoint) + ", transport=" + this.transport
				+ ", params=" + this.params.keySet() + ", headers=" + this.headers.keySet() + ", timeout="
				+ this.timeout + ", maxResponseSize=" + this.maxResponseSize + ", batchLimits=" + this.batchLimits
				+ "]";
	}

	/**
	 * Builder of {@link HttpAuthSettings}.
	 */
	public static final class Builder {

		private final URI endpoint;

		private AuthTransport transport = AuthTransport.AJAX;

		private final Map<String, String> params = new LinkedHashMap<>();

		private final Map<String, String> headers = new LinkedHashMap<>();

		private Duration timeout = DEFAULT_TIMEOUT;

		private DataSize maxResponseSize = DEFAULT_MAX_RESPONSE_SIZE;

		private BatchLimits batchLimits = BatchLimits.none();

		private Builder(URI endpoint) {
			Assert.notNull(endpoint, "'endpoint' must not be null");
			String scheme = (endpoint.getScheme() != null) ? endpoint.getScheme().toLowerCase(Locale.ROOT) : "";
			Assert.isTrue(endpoint.getHost() != null || !String.valueOf(endpoint.getRawAuthority()).contains("_"),
					() -> "'endpoint' must have a host without an underscore, but is '" + HttpAddress.of(endpoint)
							+ "'");
			Assert.isTrue(Set.of("http", "https").contains(scheme) && endpoint.getHost() != null,
					() -> "'endpoint' must be an absolute http or https URL, but is '" + HttpAddress.of(endpoint)
							+ "'");
			Assert.isTrue(endpoint.getUserInfo() == null,
					"'endpoint' must not contain a user name and password. Use an 'Authorization' header instead");
			Assert.isTrue(endpoint.getFragment() == null, "'endpoint' must not have a fragment");
			this.endpoint = endpoint;
		}

		/**
		 * Set the form of the request.
		 * @param transport the form of the request
		 * @return this builder
		 */
		public Builder transport(AuthTransport transport) {
			Assert.notNull(transport, "'transport' must not be null");
			this.transport = transport;
			return this;
		}

		/**
		 * Add a parameter, replacing any parameter with the same name.
		 * @param name the name, neither {@code socket_id} nor {@code channel_name}
		 * @param value the value
		 * @return this builder
		 */
		public Builder param(String name, String value) {
			Assert.hasText(name, "'name' must not be empty");
			Assert.isTrue(!RESERVED_PARAMS.contains(name), () -> "Parameter '" + name + "' is set by the client");
			Assert.notNull(value, () -> "Parameter '" + name + "' must not be null");
			this.params.put(name, value);
			return this;
		}

		/**
		 * Add parameters, replacing any parameters with the same names.
		 * @param params the parameters
		 * @return this builder
		 */
		public Builder params(Map<String, String> params) {
			params.forEach(this::param);
			return this;
		}

		/**
		 * Add a header, replacing any header with the same name, ignoring case.
		 * @param name the name
		 * @param value the value, without line breaks
		 * @return this builder
		 */
		public Builder header(String name, String value) {
			HeaderSyntax.check(name, value);
			this.headers.keySet().removeIf(name::equalsIgnoreCase);
			this.headers.put(name, value);
			return this;
		}

		/**
		 * Add headers, replacing any headers with the same names.
		 * @param headers the headers
		 * @return this builder
		 */
		public Builder headers(Map<String, String> headers) {
			headers.forEach(this::header);
			return this;
		}

		/**
		 * Set the maximum time from the start of a request to the last byte of its
		 * answer.
		 * @param timeout the timeout, more than zero
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			Assert.isTrue(timeout.compareTo(Duration.ZERO) > 0, "'timeout' must be more than zero");
			this.timeout = timeout;
			return this;
		}

		/**
		 * Set the maximum size of an answer.
		 * @param maxResponseSize the maximum size, from one byte to 16 MB
		 * @return this builder
		 */
		public Builder maxResponseSize(DataSize maxResponseSize) {
			Assert.isTrue(maxResponseSize.toBytes() > 0 && maxResponseSize.compareTo(LARGEST_RESPONSE_SIZE) <= 0,
					"'maxResponseSize' must be from 1 byte to 16 MB");
			this.maxResponseSize = maxResponseSize;
			return this;
		}

		/**
		 * Set the limits of batches. Only use this for an endpoint that answers in the
		 * form of the plugin pusher-js-auth. If it does not, channels are authorized one
		 * at a time after the first batch.
		 * @param batchLimits the limits of batches
		 * @return this builder
		 */
		public Builder batchLimits(BatchLimits batchLimits) {
			Assert.notNull(batchLimits, "'batchLimits' must not be null");
			this.batchLimits = batchLimits;
			return this;
		}

		/**
		 * Build the settings.
		 * @return new settings
		 */
		public HttpAuthSettings build() {
			Assert.isTrue(this.transport != AuthTransport.JSONP || this.batchLimits.maxSize() == 1,
					"Batches cannot be sent with the 'jsonp' transport");
			Assert.isTrue(
					this.transport != AuthTransport.JSONP
							|| !this.params.containsKey(AuthRequestEncoder.CALLBACK_PARAM),
					"Parameter 'callback' is set by the client with the 'jsonp' transport");
			return new HttpAuthSettings(this);
		}

	}

}
