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

package dev.pusherspring.autoconfigure.web;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the HTTP endpoints that browsers and Channels servers
 * call.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("pusher.web")
public class PusherWebProperties {

	private final Auth auth = new Auth();

	private final UserAuth userAuth = new UserAuth();

	private final Webhook webhook = new Webhook();

	public Auth getAuth() {
		return this.auth;
	}

	public UserAuth getUserAuth() {
		return this.userAuth;
	}

	public Webhook getWebhook() {
		return this.webhook;
	}

	/**
	 * The endpoint that authorizes subscriptions.
	 */
	public static class Auth {

		/**
		 * Path of the endpoint that authorizes subscriptions. The endpoint is available
		 * if there is a ChannelAccessPolicy bean. For additional apps, the name of the
		 * app is appended.
		 */
		private String path = "/pusher/auth";

		/**
		 * Whether both authorization endpoints answer GET requests with JSONP. If
		 * enabled, any site can obtain authorizations on behalf of a logged-in user.
		 */
		private boolean jsonp;

		public String getPath() {
			return this.path;
		}

		public void setPath(String path) {
			this.path = path;
		}

		public boolean isJsonp() {
			return this.jsonp;
		}

		public void setJsonp(boolean jsonp) {
			this.jsonp = jsonp;
		}

	}

	/**
	 * The endpoint that authenticates users.
	 */
	public static class UserAuth {

		/**
		 * Path of the endpoint that authenticates users. The endpoint is available if
		 * there is a UserDataProvider bean. For additional apps, the name of the app is
		 * appended.
		 */
		private String path = "/pusher/user-auth";

		public String getPath() {
			return this.path;
		}

		public void setPath(String path) {
			this.path = path;
		}

	}

	/**
	 * The webhook endpoint.
	 */
	public static class Webhook {

		/**
		 * Path of the endpoint that receives the webhooks of all apps. The endpoint is
		 * available only if this property is set.
		 */
		private @Nullable String path;

		/**
		 * Maximum age of a webhook when it arrives. Should exceed the five minutes for
		 * which Pusher resends webhooks.
		 */
		private Duration maxAge = Duration.ofMinutes(10);

		/**
		 * Maximum size of the body of a webhook.
		 */
		private DataSize maxSize = DataSize.ofMegabytes(1);

		public @Nullable String getPath() {
			return this.path;
		}

		public void setPath(@Nullable String path) {
			this.path = path;
		}

		public Duration getMaxAge() {
			return this.maxAge;
		}

		public void setMaxAge(Duration maxAge) {
			this.maxAge = maxAge;
		}

		public DataSize getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(DataSize maxSize) {
			this.maxSize = maxSize;
		}

	}

}
