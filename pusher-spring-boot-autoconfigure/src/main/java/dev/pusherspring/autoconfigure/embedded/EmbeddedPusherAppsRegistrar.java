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

package dev.pusherspring.autoconfigure.embedded;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration.EmbeddedPusherConnectionDetails;
import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * Registers the embedded server and its connection details for each app that has one,
 * with the name of the app as qualifier.
 */
class EmbeddedPusherAppsRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	EmbeddedPusherAppsRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
		PusherApps apps = PusherApps.of(this.environment);
		for (String name : apps.getNames()) {
			PusherProperties properties = apps.bind(name, new PusherProperties());
			if (properties.isEnabled() && properties.getEmbedded().isEnabled()) {
				register(name, registry);
			}
		}
	}

	private static void register(String app, BeanDefinitionRegistry registry) {
		String serverName = PusherApps.prefix(app) + ".embeddedServer";
		RootBeanDefinition server = definition(app, EmbeddedPusherServer.class, "server");
		server.setInitMethodName("start");
		server.setDestroyMethodName("stop");
		server.setFallback(true);
		registry.registerBeanDefinition(serverName, server);
		RootBeanDefinition details = definition(app, EmbeddedPusherConnectionDetails.class, "details");
		details.getConstructorArgumentValues().addIndexedArgumentValue(2, new RuntimeBeanReference(serverName));
		// not for the default app
		details.setDefaultCandidate(false);
		registry.registerBeanDefinition(PusherApps.prefix(app) + ".embeddedConnectionDetails", details);
	}

	private static RootBeanDefinition definition(String app, Class<?> type, String factoryMethod) {
		RootBeanDefinition definition = new RootBeanDefinition(Factory.class);
		definition.setTargetType(type);
		definition.setFactoryMethodName(factoryMethod);
		definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, app);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, app));
		return definition;
	}

	/**
	 * Creates the beans.
	 */
	static final class Factory {

		private Factory() {
		}

		static EmbeddedPusherServer server(String app, Environment environment,
				ObjectProvider<EmbeddedPusherServerCustomizer> customizers) {
			return EmbeddedPusherAutoConfiguration.server(PusherApps.of(environment).bind(app, new PusherProperties()),
					customizers);
		}

		static EmbeddedPusherConnectionDetails details(String app, Environment environment,
				EmbeddedPusherServer server) {
			return new EmbeddedPusherConnectionDetails(server,
					PusherApps.of(environment).bind(app, new PusherProperties()));
		}

	}

}
