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

package dev.pusherspring.sample.browser;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the page has to know at first.
 *
 * @param key key of the app, which is no secret
 * @param cluster cluster of the app, or {@code null}
 * @param host host of the server, or {@code null} for that of the cluster
 * @param port port of the server, or {@code null} for the scheme's
 * @param tls whether to connect over TLS
 * @param path what stands before {@code /app}
 * @param channelAuth where channels are authorized, or {@code null} if nowhere
 * @param userAuth where users are authenticated, or {@code null} if they cannot sign in
 * @param channels the channels to subscribe to
 * @param visitor who looks at the page
 * @param publishing whether orders can be placed
 * @param faults whether the server can be made to fail
 */
record PageSettings(@Nullable String key, @Nullable String cluster, @Nullable String host, @Nullable Integer port,
		boolean tls, String path, @Nullable String channelAuth, @Nullable String userAuth, List<String> channels,
		Visitor visitor, boolean publishing, boolean faults) {

}
