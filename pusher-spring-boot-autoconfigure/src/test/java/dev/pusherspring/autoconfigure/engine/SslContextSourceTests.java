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

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SslContextSource}.
 */
class SslContextSourceTests {

	private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("server", bundle());

	private final SslContextSource source = new SslContextSource(() -> this.bundles.getBundle("server"));

	@Test
	void keepsTheContextWhileTheBundleStays() {
		assertThat(this.source.get()).isNotNull().isSameAs(this.source.get());
	}

	@Test
	void makesAnotherContextWhenTheBundleHasBeenReloaded() {
		SSLContext before = this.source.get();
		this.bundles.updateBundle("server", bundle());
		assertThat(this.source.get()).isNotNull().isNotSameAs(before);
	}

	@Test
	void hasNoContextWithoutABundle() {
		assertThat(new SslContextSource(() -> null).get()).isNull();
	}

	private static SslBundle bundle() {
		return SslBundle.of(SslStoreBundle.NONE);
	}

}
