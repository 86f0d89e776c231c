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

package dev.pusherspring.autoconfigure.naming;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An option name of pusher-js or another library that is not a property here. If it were
 * ignored, the application could connect to the wrong server.
 *
 * @param name the name after the prefix of the app
 * @param replacement the property to use instead, or {@code null} if there is none
 * @param action additional advice, or {@code null}
 */
record ForeignName(String name, @Nullable String replacement, @Nullable String action) {

	private static final String CHANNEL_AUTHORIZER = "Define a ChannelAuthorizer bean, or an AuthRequestCustomizer bean "
			+ "that changes the requests to the endpoint.";

	private static final String USER_AUTHENTICATOR = "Define a UserAuthenticator bean, or an AuthRequestCustomizer bean "
			+ "that changes the requests to the endpoint.";

	private static final String TLS = "The value is 'true' to connect over TLS only.";

	private static final String NO_STATISTICS = "Remove it: the client does not send statistics.";

	private static final String LOGGING = "Remove it and set 'logging.level.dev.pusherspring' to 'debug'.";

	static final Map<String, ForeignName> ALL = all();

	/**
	 * Return whether it is a level, below which there are names of any kind.
	 * @return {@code false} for a single value
	 */
	boolean hasParts() {
		return this.name.matches("options|.*(params|headers)");
	}

	private static Map<String, ForeignName> all() {
		Table table = new Table();
		// pusher-js
		table.add("ws-host", "host").add("wss-host", "host");
		table.add("ws-port", "port").add("wss-port", "port");
		table.add("ws-path", "path").add("wss-path", "path");
		table.add("ws.host", "host").add("ws.port", "port").add("ws.path", "path").add("wss.port", "port");
		table.add("http-host", "http.host").add("https-host", "http.host");
		table.add("http-port", "http.port").add("https-port", "http.port");
		table.add("http-path", "http.path");
		table.add("auth-headers", "auth.headers").add("auth-params", "auth.params");
		table.addEndpoint("channel-authorization", "auth", CHANNEL_AUTHORIZER);
		table.addEndpoint("user-authentication", "user-auth", USER_AUTHENTICATOR);
		table.add("user-auth-endpoint", "user-auth.endpoint").add("user-auth-transport", "user-auth.transport");
		table.addAdvice("authorizer", CHANNEL_AUTHORIZER);
		table.add("encrypted", "force-tls", TLS);
		table.addAdvice("enable-stats", NO_STATISTICS).addAdvice("disable-stats", NO_STATISTICS);
		table.addAdvice("stats-host", NO_STATISTICS).addAdvice("timeline-params", NO_STATISTICS);
		table.addAdvice("nacl", "Remove it and add 'org.bouncycastle:bcprov-jdk18on' to the classpath.");
		table.addAdvice("log-to-console", LOGGING).addAdvice("enable-logging", LOGGING);
		// the clients for Java, .NET and Swift
		table.add("use-tls", "force-tls", TLS).add("use-ssl", "force-tls", TLS).add("force-ssl", "force-tls", TLS);
		table.add("tls", "force-tls", TLS).add("secure", "force-tls", TLS);
		table.addAdvice("channel-authorizer", CHANNEL_AUTHORIZER);
		table.addAdvice("user-authenticator", USER_AUTHENTICATOR);
		table.add("max-reconnection-attempts", "reconnect.max-attempts")
			.add("max-reconnect-attempts", "reconnect.max-attempts");
		table.add("max-reconnect-gap-in-seconds", "reconnect.max-delay", "Add a unit to the value, such as '30s'.");
		table.add("max-reconnect-gap", "reconnect.max-delay");
		table.addAdvice("auto-reconnect",
				"Remove it: the client reconnects automatically. Use 'reconnect.max-attempts' to limit the attempts.");
		table.add("client-timeout", "connect-timeout").add("connection-timeout", "connect-timeout");
		table.add("auto-connect", "auto-startup");
		table.add("auth-method", "auth.transport", "The value is 'ajax' for POST and 'jsonp' for GET.");
		// Laravel and its Echo, and the libraries that publish
		table.addAdvice("broadcaster", "Remove it: Pusher Channels is the only broadcaster.");
		table.addAdvice("namespace",
				"Remove it: listeners use the full names of events. A PusherEventNameFormatter.laravel() bean adds "
						+ "the namespace, as in 'App.Events.OrderPlaced'.");
		table.addAdvice("without-interceptors", "Remove it: the client does not intercept any requests of a page.");
		table.add("csrf-token", "auth.headers", "Use the token as the value of a header, such as 'X-CSRF-TOKEN'.");
		table.add("bearer-token", "auth.headers", "Use the token in the value of the 'Authorization' header.");
		table.add("app-key", "key").add("api-key", "key");
		table.add("app-secret", "secret").add("api-secret", "secret").add("secret-key", "secret");
		table.add("app-cluster", "cluster");
		table.add("scheme", "force-tls", "The value is 'true' for https and 'false' for http.");
		table.addAdvice("url", "Set 'key', 'secret', and 'cluster' or 'host' to the parts of the URL.");
		table.addAdvice("options", "Set the options directly, without this level of nesting.");
		table.add("encryption-master-key-base64", "encryption-master-key")
			.add("encryption-key", "encryption-master-key");
		return table.names;
	}

	private static final class Table {

		private final Map<String, ForeignName> names = new LinkedHashMap<>();

		Table add(String name, String replacement) {
			return put(name, replacement, null);
		}

		Table add(String name, String replacement, String action) {
			return put(name, replacement, action);
		}

		Table addAdvice(String name, String action) {
			return put(name, null, action);
		}

		void addEndpoint(String name, String replacement, String bean) {
			for (String property : new String[] { "endpoint", "transport", "params", "headers" }) {
				add(name + "." + property, replacement + "." + property);
			}
			for (String property : new String[] { "params-provider", "headers-provider", "custom-handler" }) {
				addAdvice(name + "." + property, bean);
			}
		}

		private Table put(String name, @Nullable String replacement, @Nullable String action) {
			this.names.put(name, new ForeignName(name, replacement, action));
			return this;
		}

	}

}
