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

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes failures caused by a {@link PusherStartupException}.
 */
class PusherStartupFailureAnalyzer extends AbstractFailureAnalyzer<PusherStartupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PusherStartupException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				action(cause) + " Or set 'pusher.fail-fast' to false to start without a connection.", cause);
	}

	private String action(PusherStartupException failure) {
		Integer code = failure.getCode();
		if (code == null) {
			return withoutCode(failure);
		}
		return switch (code) {
			case 4001 -> "Check 'pusher.key', and that the app lives where it was looked for: 'pusher.cluster' is "
					+ "part of the app's credentials, and 'pusher.host' goes before it.";
			case 4003 -> "Enable the app in the dashboard of Pusher, or in the configuration of your own server.";
			case 4004 -> "Close connections of the app, raise its quota of connections, or wait until the quota is "
					+ "renewed.";
			case 4009 -> "Check whether the app accepts connections of users who are signed in only (then set "
					+ "'pusher.user-auth.*'), and whether the server permits 'pusher.origin'.";
			default ->
				"Check the app's settings in the dashboard of Pusher, or in the configuration of your own " + "server.";
		};
	}

	private String withoutCode(PusherStartupException failure) {
		if (findCause(failure, SSLException.class) != null) {
			return "Check the certificate of the server. If its authority is not one that the JVM trusts, put it into "
					+ "the trust store of an SSL bundle and name that in 'pusher.ssl.bundle'. If the server does not "
					+ "speak TLS, set 'pusher.force-tls' to false.";
		}
		if (findCause(failure, UnknownHostException.class) != null
				|| findCause(failure, UnresolvedAddressException.class) != null) {
			return "Correct 'pusher.cluster' or 'pusher.host', or the name service of this machine. Where only a proxy "
					+ "resolves names, set 'pusher.proxy.host' and 'pusher.proxy.port'.";
		}
		if (findCause(failure, ConnectException.class) != null) {
			return "Check 'pusher.host' and 'pusher.port', and whether the server is running and can be reached from "
					+ "here.";
		}
		return "Check 'pusher.cluster', or 'pusher.host' and 'pusher.port', and whether the server can be reached from "
				+ "here: a firewall may demand 'pusher.proxy.*'. If it is only slow, raise 'pusher.startup-timeout'.";
	}

}
