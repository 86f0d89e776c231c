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

package dev.pusherspring.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Address of the Channels server.
 *
 * @param cluster the cluster of the app, such as {@code eu}; ignored if a host is set
 * @param host name or address of the server, or {@code null} for the host of the cluster
 * @param port port of the server, or {@code null} for the default of the scheme
 * @param path the path that precedes {@code /app}, or an empty string
 * @param forceTls whether to connect over TLS only
 * @param http the address for the HTTP transports
 * @param fallback the hosts to try if the server cannot be reached
 * @since 1.0.0
 */
public record ServerOptions(String cluster, @Nullable String host, @Nullable Integer port, String path,
		boolean forceTls, Http http, Fallback fallback) {

	public ServerOptions {
		OptionChecks.cluster(cluster);
		OptionChecks.host("host", host);
		OptionChecks.port(port);
		OptionChecks.path(path);
	}

	/**
	 * Return the defaults: cluster {@code mt1}, over TLS.
	 * @return the defaults
	 */
	public static ServerOptions defaults() {
		return new ServerOptions("mt1", null, null, "", true, Http.defaults(), Fallback.none());
	}

	/**
	 * Return whether a text is a valid host of a URI.
	 * @param text a name or an address; brackets around an IPv6 address are optional
	 * @return {@code true} if it is a host and nothing else
	 */
	public static boolean isHost(String text) {
		try {
			String host = new URI("ws", null, text, -1, "/", null, null).getHost();
			return text.equals(host) || ("[" + text + "]").equals(host);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Return the host for WebSockets.
	 * @return the configured host, or else the host of the cluster
	 */
	public String webSocketHost() {
		return (this.host != null) ? this.host : "ws-%s.pusher.com".formatted(this.cluster);
	}

	/**
	 * Return whether the first host or a fallback host has an underscore in its name.
	 * Such a host is not valid in a URI, and no certificate can be issued for it. Only
	 * the client's own engine can connect to it, without TLS.
	 * @return {@code true} if there is such a host
	 */
	public boolean hasUnderscore() {
		return hosts().stream().map(ServerOptions::webSocketHost).anyMatch(OptionChecks::hasUnderscore);
	}

	/**
	 * Return the host for the HTTP transports.
	 * @return the configured host, or else the host of the cluster
	 */
	public String httpHost() {
		return (this.http.host() != null) ? this.http.host() : "sockjs-%s.pusher.com".formatted(this.cluster);
	}

	/**
	 * Return whether the {@link #httpHost() host} of the HTTP transports may be used.
	 * @return {@code false} if a host but no HTTP host is configured: requests to a
	 * self-hosted server must not be sent to Pusher
	 */
	public boolean permitsHttp() {
		return this.host == null || this.http.host() != null;
	}

	/**
	 * Return a copy with another cluster.
	 * @param cluster the cluster
	 * @return the copy
	 */
	public ServerOptions withCluster(String cluster) {
		return new ServerOptions(cluster, this.host, this.port, this.path, this.forceTls, this.http, this.fallback);
	}

	/**
	 * Return a copy with another host.
	 * @param host name or address, or {@code null} for the host of the cluster
	 * @return the copy
	 */
	public ServerOptions withHost(@Nullable String host) {
		return new ServerOptions(this.cluster, host, this.port, this.path, this.forceTls, this.http, this.fallback);
	}

	/**
	 * Return a copy with another port.
	 * @param port the port, or {@code null} for the default of the scheme
	 * @return the copy
	 */
	public ServerOptions withPort(@Nullable Integer port) {
		return new ServerOptions(this.cluster, this.host, port, this.path, this.forceTls, this.http, this.fallback);
	}

	/**
	 * Return a copy with another path.
	 * @param path the path that precedes {@code /app}
	 * @return the copy
	 */
	public ServerOptions withPath(String path) {
		return new ServerOptions(this.cluster, this.host, this.port, path, this.forceTls, this.http, this.fallback);
	}

	/**
	 * Return a copy that connects over TLS only, or not.
	 * @param forceTls whether to connect over TLS only
	 * @return the copy
	 */
	public ServerOptions withForceTls(boolean forceTls) {
		return new ServerOptions(this.cluster, this.host, this.port, this.path, forceTls, this.http, this.fallback);
	}

	/**
	 * Return a copy with another address for the HTTP transports. If a
	 * {@link #withHost(String) host} is configured, the HTTP transports are only
	 * available with a host of their own.
	 * @param http the address
	 * @return the copy
	 */
	public ServerOptions withHttp(Http http) {
		return new ServerOptions(this.cluster, this.host, this.port, this.path, this.forceTls, http, this.fallback);
	}

	/**
	 * Return a copy with other fallback hosts.
	 * @param fallback the hosts
	 * @return the copy
	 */
	public ServerOptions withFallback(Fallback fallback) {
		return new ServerOptions(this.cluster, this.host, this.port, this.path, this.forceTls, this.http, fallback);
	}

	/**
	 * Return the address of each host: the first host and the fallback hosts. All hosts
	 * have the same path and TLS setting, and the same port unless a fallback host has
	 * its own. The HTTP transports are only available for the first host.
	 * @return the options of each host, in the order in which hosts are tried
	 */
	public List<ServerOptions> hosts() {
		List<ServerOptions> hosts = new ArrayList<>();
		hosts.add(withFallback(Fallback.none()));
		for (String text : this.fallback.hosts()) {
			HostAndPort other = HostAndPort.parse(text);
			hosts.add(new ServerOptions(this.cluster, other.host(), (other.port() != null) ? other.port() : this.port,
					this.path, this.forceTls, Http.defaults(), Fallback.none()));
		}
		return hosts;
	}

	/**
	 * Hosts to try if the server cannot be reached.
	 *
	 * @param hosts names or addresses in the order in which they are tried, with a port
	 * if it differs from the server's, such as {@code backup.example.com:6001}
	 * @param returnDelay time after which a client that is connected to a fallback host
	 * checks whether the server can be reached again
	 */
	public record Fallback(List<String> hosts, Duration returnDelay) {

		public Fallback {
			hosts = List.copyOf(hosts);
			hosts.forEach(HostAndPort::parse);
			OptionChecks.positive("returnDelay", returnDelay);
		}

		/**
		 * Return the defaults: no hosts, and a return delay of 5 minutes.
		 * @return the defaults
		 */
		public static Fallback none() {
			return new Fallback(List.of(), Duration.ofMinutes(5));
		}

		/**
		 * Return a copy with other hosts.
		 * @param hosts the hosts
		 * @return the copy
		 */
		public Fallback withHosts(List<String> hosts) {
			return new Fallback(hosts, this.returnDelay);
		}

		/**
		 * Return a copy with another return delay.
		 * @param returnDelay the delay
		 * @return the copy
		 */
		public Fallback withReturnDelay(Duration returnDelay) {
			return new Fallback(this.hosts, returnDelay);
		}

	}

	/**
	 * Address for the HTTP transports.
	 *
	 * @param host name or address, or {@code null} for the host of the cluster
	 * @param port port, or {@code null} for the default of the scheme
	 * @param path the path that precedes {@code /app}
	 */
	public record Http(@Nullable String host, @Nullable Integer port, String path) {

		public Http {
			OptionChecks.httpHost(host);
			OptionChecks.port(port);
			OptionChecks.path(path);
		}

		/**
		 * Return the defaults: the host of the cluster, path {@code /pusher}.
		 * @return the defaults
		 */
		public static Http defaults() {
			return new Http(null, null, "/pusher");
		}

		/**
		 * Return a copy with another host.
		 * @param host name or address, or {@code null} for the host of the cluster
		 * @return the copy
		 */
		public Http withHost(@Nullable String host) {
			return new Http(host, this.port, this.path);
		}

		/**
		 * Return a copy with another port.
		 * @param port the port, or {@code null} for the default of the scheme
		 * @return the copy
		 */
		public Http withPort(@Nullable Integer port) {
			return new Http(this.host, port, this.path);
		}

		/**
		 * Return a copy with another path.
		 * @param path the path that precedes {@code /app}
		 * @return the copy
		 */
		public Http withPath(String path) {
			return new Http(this.host, this.port, path);
		}

	}

}
