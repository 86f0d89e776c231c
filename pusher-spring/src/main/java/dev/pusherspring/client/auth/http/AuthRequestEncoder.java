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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import dev.pusherspring.client.auth.AuthRequest;

/**
 * Encodes an HTTP request of the configured transport from the channels, the configured
 * parameters and headers, and the additions of customizers.
 */
final class AuthRequestEncoder {

	/**
	 * The parameter with the name of the function that the script must call.
	 */
	static final String CALLBACK_PARAM = "callback";

	// in the form of the plugin pusher-js-auth, which does not encode the brackets either
	private static final String BATCH_PARAM = "channel_name[";

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.auth");

	private final HttpAuthSettings settings;

	private final AtomicLong callbacks = new AtomicLong();

	private final AtomicBoolean warned = new AtomicBoolean();

	AuthRequestEncoder(HttpAuthSettings settings) {
		this.settings = settings;
		warnIfNotSent(settings.getHeaders().keySet());
	}

	EncodedRequest encode(AuthRequest request) {
		RequestSecrets secrets = new RequestSecrets();
		secrets.add(this.settings.getEndpoint().getRawQuery());
		UriComponentsBuilder.fromUri(this.settings.getEndpoint()).build().getQueryParams().forEach((name, values) -> {
			for (String value : values) {
				secrets.add(value);
				secrets.add((value != null) ? UriUtils.decode(value, StandardCharsets.UTF_8) : null);
			}
		});
		String form = form(request, secrets);
		if (this.settings.getTransport() == AuthTransport.JSONP) {
			warnIfNotSent(request.headers().headerNames());
			// a plain name, since some servers reject or rewrite anything else
			String callback = "pusherAuth" + this.callbacks.incrementAndGet();
			return new EncodedRequest(HttpMethod.GET, withQuery(CALLBACK_PARAM + "=" + callback + "&" + form),
					new HttpHeaders(), null, callback, secrets);
		}
		byte[] body = form.getBytes(StandardCharsets.US_ASCII);
		HttpHeaders headers = headers(request, secrets);
		headers.setContentLength(body.length);
		return new EncodedRequest(HttpMethod.POST, this.settings.getEndpoint(), headers, body, null, secrets);
	}

	private String form(AuthRequest request, RequestSecrets secrets) {
		MultiValueMap<String, String> params = new LinkedMultiValueMap<>();
		this.settings.getParams().forEach(params::add);
		params.putAll(request.params());
		StringJoiner form = new StringJoiner("&");
		form.add("socket_id=" + encode(request.getSocketId()));
		List<String> channelNames = request.getChannelNames();
		for (int i = 0; i < channelNames.size(); i++) {
			form.add(((channelNames.size() > 1) ? BATCH_PARAM + i + "]" : "channel_name") + "="
					+ encode(channelNames.get(i)));
		}
		params.forEach((name, values) -> {
			Assert.isTrue(!isReserved(name), () -> "Parameter '" + name + "' is set by the client");
			for (String value : values) {
				Assert.notNull(value, () -> "Parameter '" + name + "' must not be null");
				String encoded = encode(value);
				secrets.add(value);
				secrets.add(encoded);
				form.add(encode(name) + "=" + encoded);
			}
		});
		return form.toString();
	}

	private HttpHeaders headers(AuthRequest request, RequestSecrets secrets) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
		headers.setAccept(List.of(MediaType.APPLICATION_JSON));
		this.settings.getHeaders().forEach((name, value) -> {
			secrets.add(value);
			headers.set(name, value);
		});
		request.headers().forEach((name, values) -> {
			for (String value : values) {
				HeaderSyntax.check(name, value);
				secrets.add(value);
			}
			headers.put(name, values);
		});
		return headers;
	}

	private boolean isReserved(String name) {
		return HttpAuthSettings.RESERVED_PARAMS.contains(name) || name.startsWith(BATCH_PARAM)
				|| (this.settings.getTransport() == AuthTransport.JSONP && CALLBACK_PARAM.equals(name));
	}

	private URI withQuery(String parameters) {
		URI endpoint = this.settings.getEndpoint();
		String query = endpoint.getRawQuery();
		if (query == null) {
			return URI.create(endpoint + "?" + parameters);
		}
		boolean separated = query.isEmpty() || query.endsWith("&");
		return URI.create(endpoint + (separated ? "" : "&") + parameters);
	}

	private void warnIfNotSent(Set<String> headers) {
		if (this.settings.getTransport() == AuthTransport.JSONP && !headers.isEmpty()
				&& this.warned.compareAndSet(false, true)) {
			logger.warn("Headers " + headers + " are not sent to '" + HttpAddress.of(this.settings.getEndpoint())
					+ "': the 'jsonp' transport does not support headers. Use the 'ajax' transport or parameters");
		}
	}

	private static String encode(String text) {
		return UriUtils.encode(text, StandardCharsets.UTF_8);
	}

}
