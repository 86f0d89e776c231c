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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes failures caused by a {@link PusherStartupException}.
 */
class PusherStartupFailureAnalyzer extends AbstractFailureAnalyzer<PusherStartupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PusherStartupException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				action(cause.getCode()) + " Or set 'pusher.fail-fast' to false to start without a connection.", cause);
	}

	private static String action(@Nullable Integer code) {
		if (code == null) {
			return "Check 'pusher.cluster', or 'pusher.host' and 'pusher.port', and whether the server can be "
					+ "reached from here.";
		}
		return switch (code) {
			case 4001 -> "Check 'pusher.key' and 'pusher.cluster': the server does not know the app.";
			case 4003 -> "Enable the app in the dashboard of Pusher.";
			case 4004 -> "Close connections of the app or raise its connection quota.";
			case 4009 -> "Check whether the app requires connections to be authorized.";
			default -> "Check the app's settings in the dashboard of Pusher.";
		};
	}

}
