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

package dev.pusherspring.client.auth;

import java.util.Base64;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ChannelName;
import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.Signer;
import dev.pusherspring.signature.SocketId;

/**
 * Authorizes channels and authenticates the user without asking anybody: it signs with
 * the secret of the Pusher app. For back ends, which may know the secret. Its string form
 * shows neither the secret nor the master key.
 * <p>
 * For a presence channel the user comes from a {@link LocalUserProvider}; without one, or
 * when it knows no user, the authorization has no channel data and the server takes the
 * user who signed in. An encrypted channel needs the encryption master key.
 * <p>
 * Safe for concurrent use if the user provider is.
 *
 * @since 1.0.0
 */
public final class SigningAuthorizer implements ChannelAuthorizer, UserAuthenticator {

	// not the application's mapper: the protocol has but one form
	private static final JsonMapper PROTOCOL = JsonMapper.shared();

	private final String key;

	private final Signer signer;

	private final @Nullable LocalUserProvider users;

	private final @Nullable EncryptionMasterKey masterKey;

	private final JsonMapper jsonMapper;

	private SigningAuthorizer(Builder builder) {
		this.key = builder.key;
		this.signer = builder.signer;
		this.users = builder.users;
		this.masterKey = builder.masterKey;
		this.jsonMapper = builder.jsonMapper;
	}

	/**
	 * Start to build an authorizer.
	 * @param key the key of the Pusher app
	 * @param secret the secret of the Pusher app
	 * @return a builder
	 */
	public static Builder builder(String key, String secret) {
		return new Builder(key, secret);
	}

	/**
	 * Return the key whose secret is used.
	 * @return the key of the app
	 */
	public String getKey() {
		return this.key;
	}

	@Override
	public SigningAuthorizer withCredentials(String key, String secret) {
		Builder builder = new Builder(key, secret).users(this.users).jsonMapper(this.jsonMapper);
		builder.masterKey = this.masterKey;
		return builder.build();
	}

	@Override
	public ChannelAuthorization authorize(String channelName, String socketId) {
		checkChannelName(channelName);
		checkSocketId(socketId);
		String question = socketId + ":" + channelName;
		return switch (ChannelKind.of(channelName)) {
			case ENCRYPTED -> new ChannelAuthorization(auth(question), null, sharedSecret(channelName));
			case PRESENCE -> {
				String channelData = channelData(channelName, socketId);
				yield new ChannelAuthorization(auth((channelData != null) ? question + ":" + channelData : question),
						channelData);
			}
			case PRIVATE, PUBLIC -> new ChannelAuthorization(auth(question));
		};
	}

	@Override
	public UserAuthentication authenticate(String socketId) {
		checkSocketId(socketId);
		LocalUser user = user(socketId, null);
		if (user == null) {
			throw new AuthorizationException(
					"Authentication of the user failed: no user is known. Provide one with a LocalUserProvider");
		}
		ObjectNode fields = fields("id", user);
		if (!user.watchlist().isEmpty()) {
			user.watchlist().forEach(fields.putArray("watchlist")::add);
		}
		String userData = PROTOCOL.writeValueAsString(fields);
		return new UserAuthentication(auth(socketId + "::user::" + userData), userData);
	}

	private @Nullable String channelData(String channelName, String socketId) {
		LocalUser user = user(socketId, channelName);
		return (user != null) ? PROTOCOL.writeValueAsString(fields("user_id", user)) : null;
	}

	private ObjectNode fields(String idName, LocalUser user) {
		ObjectNode fields = PROTOCOL.createObjectNode().put(idName, user.id());
		if (user.info() != null) {
			fields.putRawValue("user_info", new RawValue(userInfo(user)));
		}
		return fields;
	}

	private String userInfo(LocalUser user) {
		try {
			return this.jsonMapper.writer()
				.without(SerializationFeature.WRAP_ROOT_VALUE)
				.without(SerializationFeature.INDENT_OUTPUT)
				.writeValueAsString(user.info());
		}
		catch (JacksonException ex) {
			throw new AuthorizationException("The info of user '" + user.id() + "' cannot be written as JSON", ex);
		}
	}

	private String sharedSecret(String channelName) {
		if (this.masterKey == null) {
			throw new AuthorizationException("Authorization of channel '" + channelName
					+ "' failed: signing for an encrypted channel needs the encryption master key");
		}
		return Base64.getEncoder().encodeToString(this.masterKey.sharedSecret(channelName));
	}

	private @Nullable LocalUser user(String socketId, @Nullable String channelName) {
		if (this.users == null) {
			return null;
		}
		try {
			return this.users.getUser(socketId, channelName);
		}
		catch (AuthorizationException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// most likely a store that cannot be read right now
			throw new AuthorizationException("The user of the connection could not be determined", null, true, ex);
		}
	}

	private String auth(String text) {
		return this.key + ":" + this.signer.sign(text);
	}

	@Override
	public String toString() {
		return "SigningAuthorizer[key=" + this.key + ", secret=" + Masked.of(this.signer) + ", users=" + this.users
				+ ", masterKey=" + Masked.of(this.masterKey) + "]";
	}

	private static void checkChannelName(String channelName) {
		try {
			ChannelName.requireValid(channelName);
		}
		catch (IllegalArgumentException ex) {
			throw new AuthorizationException("A channel name cannot be signed: " + ex.getMessage());
		}
	}

	private static void checkSocketId(String socketId) {
		if (!SocketId.isValid(socketId)) {
			throw new AuthorizationException(
					"Socket id '" + socketId + "' cannot be signed: it is not of the form 'number.number'");
		}
	}

	/**
	 * Builds a {@link SigningAuthorizer}.
	 */
	public static final class Builder {

		private final String key;

		private final Signer signer;

		private @Nullable LocalUserProvider users;

		private @Nullable EncryptionMasterKey masterKey;

		private JsonMapper jsonMapper = JsonMapper.shared();

		private Builder(String key, String secret) {
			Assert.hasText(key, "'key' must not be empty");
			this.key = key;
			this.signer = new Signer(secret);
		}

		/**
		 * Set who the user is, for presence channels and signing in.
		 * @param users tells the user
		 * @return this builder
		 */
		public Builder users(@Nullable LocalUserProvider users) {
			this.users = users;
			return this;
		}

		/**
		 * Set the master key from which the keys of encrypted channels derive.
		 * @param base64 the 32 bytes of the key in Base64
		 * @return this builder
		 */
		public Builder encryptionMasterKey(@Nullable String base64) {
			this.masterKey = (base64 != null) ? EncryptionMasterKey.fromBase64(base64) : null;
			return this;
		}

		/**
		 * Set what writes the info of a user as JSON. All other JSON is the protocol's
		 * own and takes no settings.
		 * @param jsonMapper writes JSON
		 * @return this builder
		 */
		public Builder jsonMapper(JsonMapper jsonMapper) {
			Assert.notNull(jsonMapper, "'jsonMapper' must not be null");
			this.jsonMapper = jsonMapper;
			return this;
		}

		/**
		 * Build the authorizer.
		 * @return a new authorizer
		 */
		public SigningAuthorizer build() {
			return new SigningAuthorizer(this);
		}

	}

}
