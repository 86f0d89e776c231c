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

package dev.pusherspring.autoconfigure.lifecycle;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.pusherspring.autoconfigure.app.PusherApps;

/**
 * Analyzes failures caused by a {@link PusherStartupException}.
 */
class PusherStartupFailureAnalyzer extends AbstractFailureAnalyzer<PusherStartupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PusherStartupException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"%s Or set '%s' to false to start without a connection.".formatted(action(cause),
						PusherApps.property(cause.getApp(), "fail-fast")),
				cause);
	}

	private String action(PusherStartupException failure) {
		String app = failure.getApp();
		Integer code = failure.getCode();
		if (code == null) {
			return withoutCode(failure, app);
		}
		return switch (code) {
			case 4001 -> ("Check '%s', and check that the app exists on this server: '%s' is part of the "
					+ "credentials of the app, and '%s' takes precedence over it.")
				.formatted(PusherApps.property(app, "key"), PusherApps.property(app, "cluster"),
						PusherApps.property(app, "host"));
			case 4003 -> ("Enable the app in the Pusher dashboard, or in the configuration of your own server. Set "
					+ "'%s' to let the client wait for that.")
				.formatted(PusherApps.property(app, "reconnect.over-quota-delay"));
			case 4004 -> ("Close connections of the app, raise its connection quota, or wait until the quota is "
					+ "renewed. Set '%s' to let the client wait for that.")
				.formatted(PusherApps.property(app, "reconnect.over-quota-delay"));
			case 4009 -> ("Check whether the app accepts only connections of authenticated users, in which case you "
					+ "have to set '%s', and whether the server allows '%s'.")
				.formatted(PusherApps.property(app, "user-auth.*"), PusherApps.property(app, "origin"));
			default ->
				"Check the settings of the app in the Pusher dashboard, or in the configuration of your own server.";
		};
	}

	private String withoutCode(PusherStartupException failure, String app) {
		String host = PusherApps.property(app, "host");
		String port = PusherApps.property(app, "port");
		String cluster = PusherApps.property(app, "cluster");
		if (findCause(failure, SSLException.class) != null) {
			return ("Check the certificate of the server. If the JVM does not trust its certificate authority, add "
					+ "the authority to the trust store of an SSL bundle and set '%s' to the name of the bundle. If "
					+ "the server does not support TLS, set '%s' to false.")
				.formatted(PusherApps.property(app, "ssl.bundle"), PusherApps.property(app, "force-tls"));
		}
		if (findCause(failure, UnknownHostException.class) != null
				|| findCause(failure, UnresolvedAddressException.class) != null) {
			return ("Correct '%s' or '%s', or the DNS configuration of this machine. If only a proxy can resolve "
					+ "host names, set '%s' and '%s'.")
				.formatted(cluster, host, PusherApps.property(app, "proxy.host"),
						PusherApps.property(app, "proxy.port"));
		}
		if (findCause(failure, ConnectException.class) != null) {
			return ("Check '%s' and '%s', and check that the server is running and reachable from this machine. If "
					+ "you use a proxy, check '%s' and '%s'.")
				.formatted(host, port, PusherApps.property(app, "proxy.host"), PusherApps.property(app, "proxy.port"));
		}
		return ("Check '%s', or '%s' and '%s', and check that the server is reachable from this machine: a firewall "
				+ "may require '%s'. If the server is slow, increase '%s'.")
			.formatted(cluster, host, port, PusherApps.property(app, "proxy.*"),
					PusherApps.property(app, "startup-timeout"));
	}

}
