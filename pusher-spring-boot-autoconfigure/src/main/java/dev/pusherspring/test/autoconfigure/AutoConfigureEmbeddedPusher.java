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

package dev.pusherspring.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Annotation for a test class to connect the application under test to an embedded
 * Channels server, regardless of the configured host, cluster, proxy and authorization
 * endpoints. The server uses the configured key and secret, or generates its own.
 * Requires {@code dev.pusherspring:pusher-embedded-server} on the test classpath.
 * <p>
 * With {@code @SpringBootTest(classes = MyListener.class)}, it also auto-configures the
 * client, so that the application under test consists of only the given classes and the
 * client.
 * <p>
 * The server belongs to the application context and is shared by all tests that share the
 * context. After each test method, its simulated faults are disabled, its recorded client
 * events, authorization requests and cached events are cleared, and it is restarted if
 * the test has stopped it. Connections and subscriptions are kept.
 *
 * @since 1.0.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureEmbeddedPusher {

	/**
	 * Whether to use the endpoints of the server to authorize subscriptions and
	 * authenticate users, instead of {@code pusher.auth.endpoint} and
	 * {@code pusher.user-auth.endpoint}.
	 * @return {@code true} by default
	 */
	boolean authorize() default true;

}
