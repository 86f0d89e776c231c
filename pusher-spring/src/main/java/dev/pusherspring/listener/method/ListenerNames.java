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

package dev.pusherspring.listener.method;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Resolves the attributes of an annotation.
 *
 * @param beanFactory resolves placeholders and expressions
 */
record ListenerNames(ConfigurableBeanFactory beanFactory) {

	/**
	 * Resolve placeholders and expressions.
	 * @param expression the attribute
	 * @return the value
	 */
	@Nullable Object resolve(String expression) {
		String text = this.beanFactory.resolveEmbeddedValue(expression);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		return (resolver != null && text != null && text.contains("#{"))
				? resolver.evaluate(text, new BeanExpressionContext(this.beanFactory, null)) : text;
	}

	/**
	 * Resolve a text attribute.
	 * @param expression the attribute
	 * @return the text, empty if the attribute is empty or resolves to {@code null}
	 */
	String text(String expression) {
		Object value = resolve(expression);
		return (value != null) ? value.toString().strip() : "";
	}

	/**
	 * Resolve a boolean attribute.
	 * @param attribute name of the attribute
	 * @param expression the attribute, empty for {@code true}
	 * @return the value
	 */
	boolean flag(String attribute, String expression) {
		String text = text(expression);
		Assert.state(text.isEmpty() || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"),
				() -> "'%s' must be 'true' or 'false' but is '%s'".formatted(attribute, text));
		return !text.equalsIgnoreCase("false");
	}

	/**
	 * Resolve an attribute that is a list of names. A placeholder or an expression may
	 * resolve to a comma-separated list of names. In a literal name, a comma is part of
	 * the name.
	 * @param expressions the attribute
	 * @param commas called with literal names that contain a comma
	 * @return the names
	 */
	List<String> list(String[] expressions, Consumer<String> commas) {
		Set<String> names = new LinkedHashSet<>();
		for (String expression : expressions) {
			boolean literal = !expression.contains("${") && !expression.contains("#{");
			Object value = resolve(expression);
			if (value instanceof String text && !literal) {
				value = StringUtils.trimArrayElements(StringUtils.commaDelimitedListToStringArray(text));
			}
			else if (value instanceof String text && text.contains(",")) {
				commas.accept(text);
			}
			collect(value, names);
		}
		return List.copyOf(names);
	}

	private static void collect(@Nullable Object value, Set<String> names) {
		if (value instanceof Collection<?> values) {
			values.forEach((element) -> collect(element, names));
		}
		else if (value instanceof Object[] values) {
			Arrays.stream(values).forEach((element) -> collect(element, names));
		}
		else if (value != null) {
			names.add(value.toString());
		}
	}

}
