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

package dev.pusherspring.autoconfigure.web;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherApp;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.signature.Signer;
import dev.pusherspring.web.WebhookEndpoint;
import dev.pusherspring.webhook.WebhookApp;
import dev.pusherspring.webhook.WebhookDelivery;
import dev.pusherspring.webhook.WebhookReceiver;

/**
 * {@link AutoConfiguration Auto-configuration} for the webhook endpoint.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = PusherAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnProperty("pusher.web.webhook.path")
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PusherWebProperties.class)
public final class PusherWebhookAutoConfiguration {

	private static final int MAX_SIZE = 100 * 1024 * 1024;

	PusherWebhookAutoConfiguration() {
	}

	@Bean
	WebhookApps pusherWebhookApps(ObjectProvider<PusherApp> apps, ObjectProvider<EventDelivery> deliveries,
			ApplicationContext context) {
		List<WebhookApp> webhookApps = new ArrayList<>();
		List<WebhookDelivery> webhookDeliveries = new ArrayList<>();
		for (PusherApp app : new ServedApps(apps).list()) {
			Map<String, List<Signer>> signers = new AppSecrets(app).verifiers();
			if (!signers.isEmpty()) {
				WebhookDelivery delivery = delivery(app, find(app, deliveries), context);
				webhookDeliveries.add(delivery);
				webhookApps.add(new WebhookApp(app.name(), signers, delivery));
			}
		}
		if (webhookApps.isEmpty()) {
			throw new PusherConfigurationException(
					"'pusher.web.webhook.path' is set, but no app has a secret to verify webhooks with.",
					"Set 'pusher.key' and 'pusher.secret', or remove 'pusher.web.webhook.path'.");
		}
		return new WebhookApps(webhookApps, webhookDeliveries);
	}

	private static WebhookDelivery delivery(PusherApp app, @Nullable EventDelivery delivery,
			ApplicationContext context) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(
				PusherApps.threadName(app.name(), "webhook-"));
		threads.setDaemon(true);
		return new WebhookDelivery(delivery, new ApplicationEventListeners(context),
				app.properties().getListener().getQueueCapacity(), threads);
	}

	private static @Nullable EventDelivery find(PusherApp app, ObjectProvider<EventDelivery> deliveries) {
		return deliveries.stream().filter((delivery) -> app.name().equals(delivery.getApp())).findFirst().orElse(null);
	}

	@Bean
	WebhookLifecycle pusherWebhookLifecycle(WebhookApps apps, Environment environment) {
		return new WebhookLifecycle(apps.deliveries(), environment
			.getProperty("spring.lifecycle.timeout-per-shutdown-phase", Duration.class, Duration.ofSeconds(30)));
	}

	@Bean
	WebhookEndpoint pusherWebhookEndpoint(WebhookApps apps, PusherWebProperties properties,
			ObjectProvider<JsonMapper> jsonMapper) {
		PusherWebProperties.Webhook webhook = properties.getWebhook();
		EndpointPath.check("webhook.path", webhook.getPath());
		long maxSize = webhook.getMaxSize().toBytes();
		if (maxSize <= 0 || maxSize > MAX_SIZE) {
			throw EndpointPath.invalid("webhook.max-size", "it must be between 1 byte and 100 MB");
		}
		if (webhook.getMaxAge().isNegative() || webhook.getMaxAge().isZero()) {
			throw EndpointPath.invalid("webhook.max-age", "it must be positive");
		}
		try {
			WebhookReceiver receiver = new WebhookReceiver(apps.apps(),
					jsonMapper.getIfAvailable(() -> JsonMapper.builder().findAndAddModules().build()),
					webhook.getMaxAge(), Clock.systemUTC());
			return new WebhookEndpoint(receiver, (int) maxSize);
		}
		catch (IllegalArgumentException ex) {
			throw new PusherConfigurationException(
					"The apps of webhooks cannot be distinguished: " + ex.getMessage() + ".",
					"Give each app its own key.", ex);
		}
	}

	/**
	 * The apps that receive webhooks.
	 *
	 * @param apps the apps
	 * @param deliveries the delivery of their events
	 */
	record WebhookApps(List<WebhookApp> apps, List<WebhookDelivery> deliveries) {

	}

}
