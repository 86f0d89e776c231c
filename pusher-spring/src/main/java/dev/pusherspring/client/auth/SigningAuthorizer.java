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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ChannelName;
import dev.pusherspring.client.PrintableText;
import dev.pusherspring.signature.AuthorizationSigner;
import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.SocketId;
import dev.pusherspring.signature.UserJson;

/**
 * Authorizes channels and authenticates the user by signing with the secret of the Pusher
 * app, without calling an endpoint. For use in back ends, which may know the secret. The
 * string form shows neither the secret nor the master key.
 * <p>
 * The user of a presence channel is obtained from a {@link LocalUserProvider}. Without a
 * provider, or if it returns no user, the authorization has no channel data and the
 * server uses the user who is signed in. Encrypted channels require the encryption master
 * key.
 * <p>
 * Safe for use by multiple threads if the user provider is.
 *
 * @since 1.0.0
 */
public final class SigningAuthorizer implements ChannelAuthorizer, UserAuthenticator {

	private final String key;

	private final AuthorizationSigner signer;

	private final @Nullable LocalUserProvider users;

	private final @Nullable EncryptionMasterKey masterKey;

	private final JsonMapper jsonMapper;

	private final UserJson userJson;

	private SigningAuthorizer(Builder builder) {
		this.key = builder.key;
		this.signer = builder.signer;
		this.users = builder.users;
		this.masterKey = builder.masterKey;
		this.jsonMapper = builder.jsonMapper;
		this.userJson = new UserJson(builder.jsonMapper);
	}

	/**
	 * Return a builder of an authorizer.
	 * @param key the key of the Pusher app
	 * @param secret the secret of the Pusher app
	 * @return a builder
	 */
	public static Builder builder(String key, String secret) {
		return new Builder(key, secret);
	}

	/**
	 * Return the key of the Pusher app.
	 * @return the key
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
		return switch (ChannelKind.of(channelName)) {
			case ENCRYPTED -> new ChannelAuthorization(this.signer.signChannel(socketId, channelName, null), null,
					sharedSecret(channelName));
			case PRESENCE -> {
				String channelData = channelData(channelName, socketId);
				yield new ChannelAuthorization(this.signer.signChannel(socketId, channelName, channelData),
						channelData);
			}
			case PRIVATE, PUBLIC -> new ChannelAuthorization(this.signer.signChannel(socketId, channelName, null));
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
		String userData = write(() -> this.userJson.userData(user.id(), user.info(), user.watchlist()));
		return new UserAuthentication(this.signer.signUser(socketId, userData), userData);
	}

	private @Nullable String channelData(String channelName, String socketId) {
		LocalUser user = user(socketId, channelName);
		return (user != null) ? write(() -> this.userJson.channelData(user.id(), user.info())) : null;
	}

	private static String write(Supplier<String> json) {
		try {
			return json.get();
		}
		catch (IllegalArgumentException ex) {
			throw new AuthorizationException(String.valueOf(ex.getMessage()), ex.getCause());
		}
	}

	private String sharedSecret(String channelName) {
		if (this.masterKey == null) {
			throw new AuthorizationException("Authorization of channel '" + channelName
					+ "' failed: an encrypted channel needs the encryption master key. "
					+ "Set 'pusher.encryption-master-key'");
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
			// most likely a store that is temporarily unavailable
			throw new AuthorizationException("The LocalUserProvider failed to provide the user of the connection", null,
					true, ex);
		}
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
			throw new AuthorizationException("The channel name cannot be signed: " + ex.getMessage());
		}
	}

	private static void checkSocketId(String socketId) {
		if (!SocketId.isValid(socketId)) {
			throw new AuthorizationException("Socket id '" + PrintableText.of(socketId)
					+ "' cannot be signed: it is not of the form 'number.number'");
		}
	}

	/**
	 * Builder of a {@link SigningAuthorizer}.
	 */
	public static final class Builder {

		private final String key;

		private final AuthorizationSigner signer;

		private @Nullable LocalUserProvider users;

		private @Nullable EncryptionMasterKey masterKey;

		private JsonMapper jsonMapper = JsonMapper.shared();

		private Builder(String key, String secret) {
			this.key = key;
			this.signer = new AuthorizationSigner(key, secret);
		}

		/**
		 * Set the provider of the user, for presence channels and sign-in.
		 * @param users the provider
		 * @return this builder
		 */
		public Builder users(@Nullable LocalUserProvider users) {
			this.users = users;
			return this;
		}

		/**
		 * Set the master key from which the keys of encrypted channels are derived.
		 * @param base64 the 32 bytes of the key in Base64
		 * @return this builder
		 */
		public Builder encryptionMasterKey(@Nullable String base64) {
			this.masterKey = (base64 != null) ? EncryptionMasterKey.fromBase64(base64) : null;
			return this;
		}

		/**
		 * Set the mapper that writes the info of a user as JSON. It is not used for
		 * anything else.
		 * @param jsonMapper the mapper
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
