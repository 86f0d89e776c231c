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

package dev.pusherspring.sample.browser;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpSession;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;

/**
 * Authorizes browsers, as the back end of any Channels application does: the session
 * tells who asks, the application decides what they may do, and the app's secret signs.
 * With the embedded server, which authorizes everybody, it is not needed.
 */
@RestController
@ConditionalOnProperty("pusher.secret")
class BrowserAuthController {

	static final String CHANNEL_PATH = "/pusher/auth";

	static final String USER_PATH = "/pusher/user-auth";

	private final PusherProperties properties;

	BrowserAuthController(PusherProperties properties) {
		this.properties = properties;
	}

	@PostMapping(CHANNEL_PATH)
	Map<String, String> authorize(@RequestParam("socket_id") String socketId,
			@RequestParam("channel_name") String channelName, HttpSession session) {
		if (!isOpenToVisitors(channelName)) {
			throw new AuthorizationException("Channel '%s' is not open to visitors".formatted(channelName));
		}
		ChannelAuthorization authorization = authorizer(session).authorize(channelName, socketId);
		Map<String, String> answer = new LinkedHashMap<>();
		answer.put("auth", authorization.auth());
		if (authorization.channelData() != null) {
			answer.put("channel_data", authorization.channelData());
		}
		if (authorization.sharedSecret() != null) {
			answer.put("shared_secret", authorization.sharedSecret());
		}
		return answer;
	}

	// never sign whatever is asked for: the secret opens each channel of the app
	private boolean isOpenToVisitors(String channelName) {
		return this.properties.getChannels().contains(channelName);
	}

	@PostMapping(USER_PATH)
	Map<String, String> authenticate(@RequestParam("socket_id") String socketId, HttpSession session) {
		UserAuthentication authentication = authorizer(session).authenticate(socketId);
		return Map.of("auth", authentication.auth(), "user_data", authentication.userData());
	}

	private SigningAuthorizer authorizer(HttpSession session) {
		String key = this.properties.getKey();
		String secret = this.properties.getSecret();
		Assert.state(key != null && secret != null, "Signing needs the app's key and secret");
		Visitor visitor = Visitor.of(session);
		return SigningAuthorizer.builder(key, secret)
			.encryptionMasterKey(this.properties.getEncryptionMasterKey())
			.users((socketId, channel) -> new LocalUser(visitor.id(), Map.of("name", visitor.name())))
			.build();
	}

	@ExceptionHandler
	ProblemDetail refused(AuthorizationException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, String.valueOf(ex.getMessage()));
	}

}
