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

package dev.pusherspring.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.recovery.RecoverySettings;

/**
 * Enables {@link PusherListener} methods and application events in an application without
 * Spring Boot. Use it on a {@code @Configuration} class of an application context with
 * one {@link PusherClient} bean, which is connected when the context starts and
 * disconnected when it stops:
 *
 * <pre class="code">
 * &#064;Configuration
 * &#064;EnablePusherListeners
 * class AppConfig {
 *
 *     &#064;Bean
 *     PusherClient pusherClient() {
 *         return new PusherClientBuilder(PusherOptions.builder("your-app-key").build()).build();
 *     }
 *
 * }</pre>
 * <p>
 * Beans of type {@link DeliverySettings}, {@link PusherListenerErrorHandler},
 * {@link MissedEventsSource}, {@link PositionStore}, {@link RecoverySettings} and
 * {@code JsonMapper} are used if present.
 *
 * @since 1.0.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(PusherListenersConfiguration.class)
public @interface EnablePusherListeners {

}
