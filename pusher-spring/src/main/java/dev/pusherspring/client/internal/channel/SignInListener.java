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

package dev.pusherspring.client.internal.channel;

import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.internal.protocol.UserData;
import dev.pusherspring.client.internal.protocol.WatchlistData;

/**
 * Receives what happens to the user of a connection, on the event loop.
 *
 * @since 1.0.0
 */
public interface SignInListener {

	/**
	 * The server has signed the user in.
	 * @param user the user
	 */
	void signedIn(UserData user);

	/**
	 * A sign-in failed.
	 * @param error why
	 */
	void failed(SignInError error);

	/**
	 * Users of the watchlist have come or gone.
	 * @param change the change
	 */
	void watchlistChanged(WatchlistData change);

}
