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

package dev.pusherspring.autoconfigure.engine;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * Supplies the SSL context of the current SSL bundle. A new context is created only after
 * the bundle has been reloaded.
 *
 * @since 1.0.0
 */
public final class SslContextSource implements Supplier<@Nullable SSLContext> {

	private final Supplier<@Nullable SslBundle> bundles;

	private @Nullable SslBundle bundle;

	private @Nullable SSLContext context;

	/**
	 * Create a new {@link SslContextSource} instance.
	 * @param bundles supplies the current bundle, or {@code null} for none
	 */
	public SslContextSource(Supplier<@Nullable SslBundle> bundles) {
		this.bundles = bundles;
	}

	@Override
	public synchronized @Nullable SSLContext get() {
		SslBundle bundle = this.bundles.get();
		if (bundle != this.bundle) {
			this.context = (bundle != null) ? bundle.createSslContext() : null;
			this.bundle = bundle;
		}
		return this.context;
	}

}
