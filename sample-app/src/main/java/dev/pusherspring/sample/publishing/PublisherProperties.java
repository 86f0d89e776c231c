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

package dev.pusherspring.sample.publishing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What it takes to publish.
 *
 * @param appId id of the app
 * @param secret secret of the app
 * @param encryptionMasterKey master key of encrypted channels in Base64; that of the
 * embedded server if there is one
 */
@ConfigurationProperties("sample.publisher")
record PublisherProperties(@Nullable String appId, @Nullable String secret, @Nullable String encryptionMasterKey) {

	@Override
	public String toString() {
		return "PublisherProperties[appId=" + this.appId + "]";
	}

}
