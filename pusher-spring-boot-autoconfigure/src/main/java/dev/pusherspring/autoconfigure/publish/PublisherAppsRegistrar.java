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

package dev.pusherspring.autoconfigure.publish;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.publish.AsyncPusherTemplate;
import dev.pusherspring.publish.PusherTemplate;

/**
 * Registers the publishers for the apps under {@code pusher.apps} as beans, with the name
 * of the app as qualifier. They are lazy fallback beans.
 */
class PublisherAppsRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	PublisherAppsRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
		PusherApps apps = PusherApps.of(this.environment);
		for (String name : apps.getNames()) {
			if (publishes(apps.bind(name, new PusherProperties()))) {
				RuntimeBeanReference app = new RuntimeBeanReference(PusherApps.prefix(name) + ".app");
				register(name, "template", PusherTemplate.class, registry, app);
				register(name, "asyncTemplate", AsyncPusherTemplate.class, registry, app,
						new RuntimeBeanReference(PusherApps.prefix(name) + ".template"))
					.setDestroyMethodName("close");
			}
		}
	}

	private static boolean publishes(PusherProperties properties) {
		Boolean enabled = properties.getPublish().getEnabled();
		return properties.isEnabled() && ((enabled != null) ? enabled
				: StringUtils.hasText(properties.getAppId()) || properties.getEmbedded().isEnabled());
	}

	private static RootBeanDefinition register(String app, String part, Class<?> type, BeanDefinitionRegistry registry,
			RuntimeBeanReference... arguments) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(type);
		definition.setFactoryBeanName(PusherPublishAutoConfiguration.FACTORY);
		definition.setFactoryMethodName(part);
		for (int i = 0; i < arguments.length; i++) {
			definition.getConstructorArgumentValues().addIndexedArgumentValue(i, arguments[i]);
		}
		definition.setLazyInit(true);
		definition.setFallback(true);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, app));
		registry.registerBeanDefinition(PusherApps.prefix(app) + "." + part, definition);
		return definition;
	}

}
