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

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * An answer that has been read completely.
 */
final class SocketResponse implements ClientHttpResponse {

	private final int status;

	private final String statusText;

	private final HttpHeaders headers;

	private final byte[] body;

	private final boolean reusable;

	SocketResponse(int status, String statusText, HttpHeaders headers, byte[] body, boolean reusable) {
		this.status = status;
		this.statusText = statusText;
		this.headers = headers;
		this.body = body;
		this.reusable = reusable;
	}

	/**
	 * Return whether the connection can be used for another request.
	 * @return whether it is reusable
	 */
	boolean isReusable() {
		return this.reusable;
	}

	@Override
	public HttpStatusCode getStatusCode() {
		return HttpStatusCode.valueOf(this.status);
	}

	@Override
	public String getStatusText() {
		return this.statusText;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public InputStream getBody() {
		return new ByteArrayInputStream(this.body);
	}

	@Override
	public void close() {
	}

}
