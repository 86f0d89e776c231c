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

package dev.pusherspring.autoconfigure.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherClient;

/**
 * The beans of the application for one app: beans with the name of the app as qualifier,
 * and beans that are not qualified for any app.
 *
 * @since 1.0.0
 */
public final class AppBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Collection<String> apps;

	private final String app;

	private AppBeans(ConfigurableListableBeanFactory beanFactory, Collection<String> apps, String app) {
		this.beanFactory = beanFactory;
		this.apps = apps;
		this.app = app;
	}

	/**
	 * Return the beans for an app.
	 * @param app name of the app
	 * @param beanFactory the bean factory
	 * @param environment the environment with the names of the other apps
	 * @return the beans
	 */
	public static AppBeans of(String app, ConfigurableListableBeanFactory beanFactory, Environment environment) {
		Set<String> apps = new LinkedHashSet<>(PusherApps.of(environment).getNames());
		apps.add(PusherClient.DEFAULT_NAME);
		return new AppBeans(beanFactory, apps, app);
	}

	/**
	 * Return the bean for the app. A bean that is qualified for the app takes precedence
	 * over a bean for all apps.
	 * @param <T> type of the bean
	 * @param type type of the bean
	 * @return the bean, or {@code null} if there is none
	 * @throws PusherConfigurationException if there are several beans and none is primary
	 */
	public <T> @Nullable T find(Class<T> type) {
		return only(type, findNames(type));
	}

	/**
	 * Return the bean that is explicitly meant for the app, because it is qualified for
	 * the app or has a given name.
	 * @param <T> type of the bean
	 * @param type type of the bean
	 * @param beanName name of a bean for all apps
	 * @return the bean, or {@code null} if there is none
	 * @throws PusherConfigurationException if there are several beans and none is primary
	 */
	public <T> @Nullable T findMeant(Class<T> type, String beanName) {
		List<String> candidates = candidates(type, true);
		List<String> names = candidates.stream().filter((name) -> isQualified(name, this.app)).toList();
		if (names.isEmpty()) {
			names = candidates.stream().filter(beanName::equals).toList();
		}
		return only(type, prefer(names, (name) -> is(name, BeanDefinition::isPrimary)));
	}

	/**
	 * Return the names of all beans of a type, whatever their purpose.
	 * @param type type of the beans
	 * @return the names
	 */
	public List<String> names(Class<?> type) {
		return candidates(type, false);
	}

	private <T> @Nullable T only(Class<T> type, List<String> names) {
		if (names.size() > 1) {
			String beans = "'" + String.join("', '", names) + "'";
			throw new PusherConfigurationException(
					"There are %d candidate beans of type %s for app '%s': %s.".formatted(names.size(),
							type.getSimpleName(), this.app, beans),
					"Mark one of them as @Primary, or annotate the one for the app with @Qualifier(\"%s\")."
						.formatted(this.app));
		}
		return names.isEmpty() ? null : this.beanFactory.getBean(names.get(0), type);
	}

	/**
	 * Return the bean for the app if it is unique.
	 * @param <T> type of the bean
	 * @param type type of the bean
	 * @return the bean, or {@code null} if there is none or several
	 */
	public <T> @Nullable T findUnique(Class<T> type) {
		List<String> names = findNames(type);
		return (names.size() == 1) ? this.beanFactory.getBean(names.get(0), type) : null;
	}

	/**
	 * Return the beans for the app that share a task: the same as {@link #find(Class)},
	 * but if there are several candidates, all of them in order.
	 * @param <T> type of the beans
	 * @param type type of the beans
	 * @return the beans
	 */
	public <T> List<T> findShared(Class<T> type) {
		Set<T> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
		findNames(type).forEach((name) -> chosen.add(this.beanFactory.getBean(name, type)));
		if (chosen.size() < 2) {
			return List.copyOf(chosen);
		}
		List<T> beans = new ArrayList<>(
				this.beanFactory.getBeanProvider(type).orderedStream().filter(chosen::remove).toList());
		// beans that can only be injected by name or qualifier
		beans.addAll(chosen);
		return beans;
	}

	/**
	 * Return the bean that is qualified for the app.
	 * @param <T> type of the bean
	 * @param type type of the bean
	 * @return the bean, or {@code null} if there is none
	 */
	public <T> @Nullable T findOwn(Class<T> type) {
		return candidates(type, true).stream()
			.filter((name) -> isQualified(name, this.app))
			.findFirst()
			.map((name) -> this.beanFactory.getBean(name, type))
			.orElse(null);
	}

	/**
	 * Return all beans for the app, its own and those for all apps, in order.
	 * @param <T> type of the beans
	 * @param type type of the beans
	 * @return the beans
	 */
	public <T> List<T> findAll(Class<T> type) {
		Set<Object> others = Collections.newSetFromMap(new IdentityHashMap<>());
		candidates(type, true).stream()
			.filter((name) -> !isQualified(name, this.app) && isQualified(name))
			.forEach((name) -> others.add(this.beanFactory.getBean(name)));
		return this.beanFactory.getBeanProvider(type).orderedStream().filter((bean) -> !others.contains(bean)).toList();
	}

	/**
	 * Return whether there is a bean for the app, without creating it.
	 * @param type type of the bean
	 * @return whether there is a bean
	 */
	public boolean exists(Class<?> type) {
		return candidates(type, false).stream().anyMatch((name) -> isQualified(name, this.app) || isForAll(name));
	}

	private List<String> findNames(Class<?> type) {
		List<String> candidates = candidates(type, true);
		List<String> names = candidates.stream().filter((name) -> isQualified(name, this.app)).toList();
		if (names.isEmpty()) {
			names = candidates.stream().filter(this::isForAll).toList();
		}
		// a bean that also happens to be of the type has a different purpose
		names = prefer(names, (name) -> isDeclaredAs(name, type));
		names = prefer(names, (name) -> !is(name, BeanDefinition::isFallback));
		return prefer(names, (name) -> is(name, BeanDefinition::isPrimary));
	}

	private static List<String> prefer(List<String> names, Predicate<String> preference) {
		List<String> preferred = (names.size() > 1) ? names.stream().filter(preference).toList() : names;
		return preferred.isEmpty() ? names : preferred;
	}

	private List<String> candidates(Class<?> type, boolean allowEagerInit) {
		String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true,
				allowEagerInit);
		return Arrays.stream(names)
			.filter((name) -> !hasDefinition(name) || is(name, BeanDefinition::isAutowireCandidate))
			.toList();
	}

	private boolean isForAll(String name) {
		return !isQualified(name)
				&& !is(name, (definition) -> definition instanceof AbstractBeanDefinition abstractDefinition
						&& !abstractDefinition.isDefaultCandidate());
	}

	private boolean isQualified(String name) {
		return this.apps.stream().anyMatch((app) -> isQualified(name, app));
	}

	private boolean isQualified(String name, String app) {
		return BeanFactoryAnnotationUtils.isQualifierMatch(app::equals, name, this.beanFactory);
	}

	private boolean isDeclaredAs(String name, Class<?> type) {
		return is(name, (definition) -> definition instanceof RootBeanDefinition rootDefinition
				&& type.isAssignableFrom(declaredType(rootDefinition)));
	}

	private static Class<?> declaredType(RootBeanDefinition definition) {
		if (definition.getResolvedFactoryMethod() != null) {
			return definition.getResolvedFactoryMethod().getReturnType();
		}
		return definition.getResolvableType().toClass();
	}

	private boolean is(String name, Predicate<BeanDefinition> test) {
		return hasDefinition(name) && test.test(this.beanFactory.getMergedBeanDefinition(name));
	}

	// as opposed to a singleton that was registered as an instance
	private boolean hasDefinition(String name) {
		return Stream.iterate(this.beanFactory, (factory) -> factory != null, AppBeans::parent)
			.anyMatch((factory) -> factory.containsBeanDefinition(name));
	}

	private static @Nullable ConfigurableListableBeanFactory parent(ConfigurableListableBeanFactory factory) {
		return (factory.getParentBeanFactory() instanceof ConfigurableListableBeanFactory parent) ? parent : null;
	}

}
