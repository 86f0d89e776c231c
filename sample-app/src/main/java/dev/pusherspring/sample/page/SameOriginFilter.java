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

package dev.pusherspring.sample.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Prevents other sites from acting on behalf of a visitor: requests from their pages are
 * refused if they change something. An application with Spring Security would use its
 * CSRF protection.
 */
@Component
class SameOriginFilter extends OncePerRequestFilter {

	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

	private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

	private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

	// the page can connect to any configured server
	private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; connect-src 'self' ws: wss: "
			+ "http://127.0.0.1:* http://localhost:*; object-src 'none'; base-uri 'none'; form-action 'self'; "
			+ "frame-ancestors 'none'";

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
		if (!isForThisHost(request)) {
			response.sendError(HttpStatus.BAD_REQUEST.value(), "The host must be localhost");
		}
		else if (SAFE_METHODS.contains(request.getMethod()) || isFromThisSite(request)) {
			chain.doFilter(request, response);
		}
		else {
			response.sendError(HttpStatus.FORBIDDEN.value(), "Requests from other sites are refused");
		}
	}

	// a page of another site whose name is made to resolve to this address
	private static boolean isForThisHost(HttpServletRequest request) throws UnknownHostException {
		return !InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress()
				|| LOCAL_NAMES.contains(request.getServerName());
	}

	// current browsers send Sec-Fetch-Site, older ones only the origin
	private static boolean isFromThisSite(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		return (site != null) ? OWN_SITE.contains(site) : WebUtils.isSameOrigin(new ServletServerHttpRequest(request));
	}

}
