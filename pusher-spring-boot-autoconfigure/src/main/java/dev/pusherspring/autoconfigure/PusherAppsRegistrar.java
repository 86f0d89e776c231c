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

package dev.pusherspring.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Registers the beans of each app under {@code pusher.apps}, with the name of the app as
 * qualifier. They are fallback beans, so that without a qualifier, the beans of the
 * default app or of the only app are injected. The definitions contain only names and
 * references, so that they can be processed ahead of time.
 */
class PusherAppsRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String FACTORY = "pusherAppFactory";

	private final Environment environment;

	PusherAppsRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
		PusherApps apps = PusherApps.of(this.environment);
		if (apps.getNames().isEmpty()) {
			return;
		}
		RootBeanDefinition factory = new RootBeanDefinition(PusherAppFactory.class);
		factory.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
		registry.registerBeanDefinition(FACTORY, factory);
		for (String name : apps.getNames()) {
			App app = new App(name, registry);
			app.registerSelf();
			PusherProperties properties = apps.bind(name, new PusherProperties());
			if (properties.isEnabled() && properties.getClient().isEnabled()) {
				app.registerParts();
			}
		}
	}

	/**
	 * The bean definitions of one app.
	 */
	private record App(String name, BeanDefinitionRegistry registry) {

		private void registerSelf() {
			register("app", PusherApp.class, this.name);
		}

		private void registerParts() {
			RootBeanDefinition listeners = new RootBeanDefinition(ApplicationEventListeners.class);
			listeners.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
			register("listeners", listeners);
			register("options", PusherOptions.class, part("app"));
			register("delivery", EventDelivery.class, part("app"), part("listeners"));
			register("authorizers", PusherAuthorizers.class, part("app"), part("options"));
			// its thread must end with the context even if the lifecycle never started
			register("client", PusherClient.class, part("app"), part("options"), part("delivery"), part("authorizers"))
				.setDestroyMethodName("disconnect");
			register("lifecycle", PusherClientLifecycle.class, part("app"), part("client"), part("delivery"),
					part("options"), part("authorizers"));
		}

		private RuntimeBeanReference part(String part) {
			return new RuntimeBeanReference(beanName(part));
		}

		private RootBeanDefinition register(String part, Class<?> type, Object... arguments) {
			RootBeanDefinition definition = new RootBeanDefinition();
			definition.setTargetType(type);
			definition.setFactoryBeanName(FACTORY);
			definition.setFactoryMethodName(part);
			List.of(arguments)
				.forEach((argument) -> definition.getConstructorArgumentValues()
					.addIndexedArgumentValue(definition.getConstructorArgumentValues().getArgumentCount(), argument));
			return register(part, definition);
		}

		private RootBeanDefinition register(String part, RootBeanDefinition definition) {
			definition.setFallback(true);
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, this.name));
			this.registry.registerBeanDefinition(beanName(part), definition);
			return definition;
		}

		private String beanName(String part) {
			return PusherApps.prefix(this.name) + "." + part;
		}

	}

}
