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

package dev.pusherspring.access.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.Principal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestPrincipal}.
 */
class RequestPrincipalTests {

	@ParameterizedTest
	@MethodSource("dev.pusherspring.web.Users#authenticated")
	void userWhoIsAuthenticatedIsKept(Principal principal) {
		assertThat(RequestPrincipal.authenticated(principal)).isSameAs(principal);
	}

	@ParameterizedTest
	@MethodSource("dev.pusherspring.web.Users#notAuthenticated")
	void userWhoIsNotAuthenticatedIsNobody(Principal principal) {
		assertThat(RequestPrincipal.authenticated(principal)).isNull();
	}

	@Test
	void nobodyIsNobody() {
		assertThat(RequestPrincipal.authenticated(null)).isNull();
	}

	@Test
	void withoutSpringSecurityEveryUserIsKept() throws Exception {
		Principal principal = () -> "ann";
		assertThat(new WithoutSpringSecurity().loadClass(RequestPrincipal.class.getName())
			.getMethod("authenticated", Principal.class)
			.invoke(null, principal)).isSameAs(principal);
	}

	/**
	 * Loads our package anew, on a classpath without the library.
	 */
	private static final class WithoutSpringSecurity extends ClassLoader {

		private WithoutSpringSecurity() {
			super(RequestPrincipalTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("org.springframework.security.")) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith(RequestPrincipal.class.getPackageName())) {
				return super.loadClass(name, resolve);
			}
			try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] definition = bytes.readAllBytes();
				return defineClass(name, definition, 0, definition.length);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
