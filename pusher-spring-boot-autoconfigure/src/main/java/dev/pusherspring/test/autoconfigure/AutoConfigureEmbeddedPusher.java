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
 * Annotation for a test class that makes the application under test connect to an
 * embedded Channels server, whatever host, cluster, proxy and authorization endpoints its
 * configuration names. The server takes the configured key and secret, or makes up its
 * own. Takes {@code dev.pusherspring:pusher-embedded-server} on the classpath of the
 * tests.
 * <p>
 * On a test with {@code @SpringBootTest(classes = MyListener.class)} it also brings the
 * client and what that needs, so that the given classes and the client are all the
 * application there is.
 * <p>
 * The server belongs to the application context and is shared by all tests that share the
 * context. After each test method its faults are switched off and what it remembers of
 * client events, authorization requests and cached events is forgotten; a server that the
 * test has stopped is started again. Connections and subscriptions stay.
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
	 * Whether the server's own endpoints authorize subscriptions and users, instead of
	 * those that {@code pusher.auth.endpoint} and {@code pusher.user-auth.endpoint} name.
	 * @return {@code true} by default
	 */
	boolean authorize() default true;

}
