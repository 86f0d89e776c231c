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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherApp;
import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.auth.AuthRestClients;
import dev.pusherspring.autoconfigure.engine.SslContextSource;
import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.publish.AsyncPusherTemplate;
import dev.pusherspring.publish.PublishInterceptor;
import dev.pusherspring.publish.PusherTemplate;
import dev.pusherspring.publish.http.SocketRequestFactory;

/**
 * Creates the publishers of an app. The connections of all apps are closed with the
 * context.
 */
class PublisherFactory implements DisposableBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	private final List<SocketRequestFactory> requestFactories = new CopyOnWriteArrayList<>();

	PublisherFactory(ConfigurableListableBeanFactory beanFactory, Environment environment,
			ResourceLoader resourceLoader) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.resourceLoader = resourceLoader;
	}

	PusherTemplate template(PusherApp app) {
		PublishMapper mapper = new PublishMapper(app);
		AppBeans beans = AppBeans.of(app.name(), this.beanFactory, this.environment);
		return new PusherTemplate(mapper.options(), requestFactory(app, mapper),
				this.beanFactory.getBeanProvider(JsonMapper.class)
					.getIfAvailable(() -> JsonMapper.builder().findAndAddModules().build()),
				beans.findAll(PublishInterceptor.class));
	}

	// on sockets, because the HTTP client of the JDK is slow, unless the application
	// configures a client or there is a proxy
	private ClientHttpRequestFactory requestFactory(PusherApp app, PublishMapper mapper) {
		AuthRestClients restClients = this.beanFactory.getBean(AuthRestClients.class);
		ProxySettings proxy = mapper.proxy();
		if (proxy != null || restClients.areSettledByApplication()) {
			HttpClientSettings settings = restClients.getSettings()
				.withTimeouts(mapper.connectTimeout(), mapper.readTimeout());
			return restClients.requestFactory(proxy, (app.details().getSslBundle() != null)
					? settings.withSslBundle(app.details().getSslBundle()) : settings);
		}
		SocketRequestFactory requestFactory = new SocketRequestFactory(mapper.connectTimeout(), mapper.readTimeout(),
				new SslContextSource(app.details()::getSslBundle));
		this.requestFactories.add(requestFactory);
		return requestFactory;
	}

	AsyncPusherTemplate asyncTemplate(PusherApp app, PusherTemplate template) {
		return new AsyncPusherTemplate(template, new PublishMapper(app).async(this.environment), threads(app.name()),
				AppBeans.of(app.name(), this.beanFactory, this.environment).findUnique(TaskDecorator.class));
	}

	private ThreadFactory threads(String app) {
		String prefix = PusherApps.threadName(app, "publish-");
		ThreadFactory threads = Threading.VIRTUAL.isActive(this.environment)
				? new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory() : daemons(prefix);
		ClassLoader classLoader = this.resourceLoader.getClassLoader();
		return (task) -> withClassLoader(threads.newThread(task), classLoader);
	}

	private static ThreadFactory daemons(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

	private static Thread withClassLoader(Thread thread, @Nullable ClassLoader classLoader) {
		thread.setContextClassLoader(classLoader);
		return thread;
	}

	@Override
	public void destroy() {
		this.requestFactories.forEach(SocketRequestFactory::close);
	}

}
