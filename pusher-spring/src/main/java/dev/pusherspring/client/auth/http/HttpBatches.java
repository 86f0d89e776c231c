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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpStatus;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.BatchChannelAuthorizer;

/**
 * Authorizes several channels with one request, in the form of the plugin pusher-js-auth:
 * {@code channel_name[0]}, {@code channel_name[1]} and so on. The answer is an object
 * with the outcome of each channel under its name.
 */
final class HttpBatches {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.auth");

	private final HttpAuthSettings settings;

	private final HttpAuthClient client;

	// whether the endpoint has answered in this form before
	private volatile boolean understood;

	private final AtomicBoolean warned = new AtomicBoolean();

	HttpBatches(HttpAuthSettings settings, HttpAuthClient client) {
		this.settings = settings;
		this.client = client;
	}

	/**
	 * Authorize several channels.
	 * @param channelNames the names of the channels
	 * @param socketId the socket id of the connection
	 * @return the result of each channel, or an empty map if the endpoint does not
	 * support batches
	 * @throws AuthorizationException if the endpoint is temporarily unavailable
	 */
	Map<String, BatchChannelAuthorizer.Result> authorize(Set<String> channelNames, String socketId) {
		AuthTarget target = new AuthTarget(this.settings.getEndpoint(), socketId, List.copyOf(channelNames));
		HttpAuthClient.Reply reply = this.client.exchange(target);
		AuthAnswer answer = read(reply);
		if (answer != null && !reply.retry() && isRefusedThroughout(target, answer)) {
			answer = read(this.client.exchange(target, true));
		}
		return (answer != null) ? results(target, answer) : Map.of();
	}

	private @Nullable AuthAnswer read(HttpAuthClient.Reply reply) {
		AuthAnswer answer;
		try {
			answer = this.client.read(reply);
		}
		catch (AuthorizationException ex) {
			if (isTrouble(reply.answer())) {
				throw ex;
			}
			warn(String.valueOf(ex.getMessage()));
			return null;
		}
		if (reply.target().channelNames().stream().noneMatch(answer::isAbout)) {
			warn("the answer contains none of the channels");
			return null;
		}
		this.understood = true;
		return answer;
	}

	// the credentials may be the reason, as with a single channel
	private static boolean isRefusedThroughout(AuthTarget target, AuthAnswer answer) {
		return target.channelNames().stream().allMatch((channelName) -> {
			AuthAnswer part = answer.of(channelName);
			return part != null && part.outcome().isRefusal();
		});
	}

	// an endpoint that is unreachable or too busy may still support batches. Many
	// endpoints fail with status 500 on unexpected parameters
	private boolean isTrouble(TimedExchanges.Answer answer) {
		boolean broken = answer.status() == HttpStatus.INTERNAL_SERVER_ERROR.value() && !this.understood;
		return (answer.isTransient() && !broken) || answer.status() == HttpStatus.PROXY_AUTHENTICATION_REQUIRED.value();
	}

	private void warn(String reason) {
		LogMessage message = LogMessage
			.format("'%s' does not support batches of channels (%s). Channels are authorized one at a time. "
					+ "Turn batches off for this endpoint", HttpAddress.of(this.settings.getEndpoint()), reason);
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(message);
		}
		else {
			logger.debug(message);
		}
	}

	private static Map<String, BatchChannelAuthorizer.Result> results(AuthTarget target, AuthAnswer answer) {
		Map<String, BatchChannelAuthorizer.Result> results = new LinkedHashMap<>();
		for (String channelName : target.channelNames()) {
			results.put(channelName, result(target.only(channelName), answer.of(channelName)));
		}
		return results;
	}

	private static BatchChannelAuthorizer.Result result(AuthTarget target, @Nullable AuthAnswer part) {
		try {
			if (part == null) {
				throw target.failure("answered for other channels of the batch, but not for this one",
						HttpStatus.NOT_FOUND.value(), false, null);
			}
			TimedExchanges.Answer outcome = part.outcome();
			if (!outcome.isSuccess()) {
				throw target.failure(
						(outcome.isRefusal() ? "refused with status " : "answered with status ") + outcome.status(),
						outcome.status(), outcome.isTransient(), null);
			}
			return BatchChannelAuthorizer.Result.granted(part.authorization());
		}
		catch (AuthorizationException ex) {
			return BatchChannelAuthorizer.Result.failed(ex);
		}
	}

}
