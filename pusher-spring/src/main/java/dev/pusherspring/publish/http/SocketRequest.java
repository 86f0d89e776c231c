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

package dev.pusherspring.publish.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.Assert;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * A request that is held in memory until it is sent.
 */
final class SocketRequest extends AbstractClientHttpRequest {

	private final SocketRequestFactory factory;

	private final URI uri;

	private final HttpMethod method;

	private final FastByteArrayOutputStream body = new FastByteArrayOutputStream(1024);

	SocketRequest(SocketRequestFactory factory, URI uri, HttpMethod method) {
		this.factory = factory;
		this.uri = uri;
		this.method = method;
	}

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	protected OutputStream getBodyInternal(HttpHeaders headers) {
		return this.body;
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		byte[] head = head(headers).getBytes(StandardCharsets.ISO_8859_1);
		byte[] body = this.body.toByteArrayUnsafe();
		// in one piece, to avoid a delay before the second packet
		byte[] request = new byte[head.length + body.length];
		System.arraycopy(head, 0, request, 0, head.length);
		System.arraycopy(body, 0, request, head.length, body.length);
		return this.factory.exchange(this.uri, request);
	}

	private String head(HttpHeaders headers) {
		StringBuilder head = new StringBuilder(512).append(this.method.name())
			.append(' ')
			.append(this.uri.getRawPath().isEmpty() ? "/" : this.uri.getRawPath());
		if (this.uri.getRawQuery() != null) {
			head.append('?').append(this.uri.getRawQuery());
		}
		head.append(" HTTP/1.1\r\nHost: ").append(this.uri.getRawAuthority()).append("\r\n");
		headers.forEach((name, values) -> {
			if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
				values.forEach((value) -> header(head, name, value));
			}
		});
		if (this.body.size() > 0 || this.method == HttpMethod.POST) {
			head.append("Content-Length: ").append(this.body.size()).append("\r\n");
		}
		return head.append("\r\n").toString();
	}

	private static void header(StringBuilder head, String name, String value) {
		int start = head.length();
		head.append(name).append(": ").append(value);
		for (int i = start; i < head.length(); i++) {
			Assert.isTrue(!Character.isISOControl(head.charAt(i)), "A header must not contain control characters");
		}
		head.append("\r\n");
	}

}
