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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A call of the channel authorizer or the user authenticator. A call for several channels
 * is reported once for each of them.
 *
 * @param channel name of the channel, or {@code null} if the user was authenticated
 * @param taken the duration of the call
 * @param failure the exception thrown, or {@code null} if the authorization was granted
 * @since 1.0.0
 */
public record AuthorizationCall(@Nullable String channel, Duration taken, @Nullable Throwable failure) {

}
