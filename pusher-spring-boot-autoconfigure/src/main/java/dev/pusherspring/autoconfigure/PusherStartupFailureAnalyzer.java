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
				"%s Or set '%s' to false to start without a connection."
					.formatted(action(cause.getApp(), cause.getCode()), cause.getApp().property("fail-fast")),
				cause);
	}

	private static String action(PusherApp app, @Nullable Integer code) {
		if (code == null) {
			return "Check '%s', or '%s' and '%s', and whether the server can be reached from here."
				.formatted(app.property("cluster"), app.property("host"), app.property("port"));
		}
		return switch (code) {
			case 4001 -> "Check '%s' and '%s': the server does not know the app.".formatted(app.property("key"),
					app.property("cluster"));
			case 4003 -> "Enable the app in the dashboard of Pusher.";
			case 4004 -> "Close connections of the app or raise its connection quota.";
			case 4009 -> "Check whether the app requires connections to be authorized.";
			default -> "Check the app's settings in the dashboard of Pusher.";
		};
	}

}
