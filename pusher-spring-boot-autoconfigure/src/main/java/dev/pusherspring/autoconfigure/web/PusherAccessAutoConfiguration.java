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

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.access.ChannelAccess;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.access.UserAccess;
import dev.pusherspring.access.UserDataProvider;
import dev.pusherspring.autoconfigure.PusherApp;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.signature.UserJson;
import dev.pusherspring.web.ChannelAuthorizationEndpoint;
import dev.pusherspring.web.UserAuthorizationEndpoint;

/**
 * {@link AutoConfiguration Auto-configuration} for the authorization endpoints. They are
 * available only if the application defines an access policy or a provider of user data.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = PusherAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PusherWebProperties.class)
public final class PusherAccessAutoConfiguration {

	private final PusherWebProperties properties;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	private final UserJson userJson;

	PusherAccessAutoConfiguration(PusherWebProperties properties, ConfigurableListableBeanFactory beanFactory,
			Environment environment, ObjectProvider<JsonMapper> jsonMapper) {
		this.properties = properties;
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.userJson = new UserJson(jsonMapper.getIfAvailable(() -> JsonMapper.builder().findAndAddModules().build()));
	}

	@Bean
	@ConditionalOnBean(ChannelAccessPolicy.class)
	AuthorizationEndpoints pusherChannelAuthorizationEndpoints(ObjectProvider<PusherApp> apps) {
		return new ServedApps(apps).endpoints("auth.path", this.properties.getAuth().getPath(), (app) -> {
			List<ChannelAccessPolicy> policies = beans(app).findAll(ChannelAccessPolicy.class);
			if (policies.isEmpty()) {
				return null;
			}
			AppSecrets secrets = new AppSecrets(app);
			return new ChannelAuthorizationEndpoint(app.name(), new ChannelAccess(policies,
					secrets.signer("There is a ChannelAccessPolicy"), this.userJson, secrets.masterKey()));
		});
	}

	@Bean
	@ConditionalOnBean(UserDataProvider.class)
	AuthorizationEndpoints pusherUserAuthorizationEndpoints(ObjectProvider<PusherApp> apps) {
		return new ServedApps(apps).endpoints("user-auth.path", this.properties.getUserAuth().getPath(), (app) -> {
			UserDataProvider users = beans(app).find(UserDataProvider.class);
			if (users == null) {
				return null;
			}
			return new UserAuthorizationEndpoint(app.name(),
					new UserAccess(users, new AppSecrets(app).signer("There is a UserDataProvider"), this.userJson));
		});
	}

	private AppBeans beans(PusherApp app) {
		return AppBeans.of(app.name(), this.beanFactory, this.environment);
	}

}
