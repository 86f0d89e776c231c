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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.util.Assert;

import dev.pusherspring.event.PusherChannelEvent;

/**
 * The condition of a listener method.
 */
final class ListenerCondition {

	private static final String EVENT = "event";

	private static final String PAYLOAD = "payload";

	// variables of SpEL
	private static final List<String> ALWAYS_KNOWN = List.of("root", "this", EVENT, PAYLOAD);

	private final SpelExpression expression;

	private final List<@Nullable String> parameters;

	private final BeanFactoryResolver beans;

	// caches property accessors
	private final StandardEvaluationContext delegates = new StandardEvaluationContext();

	/**
	 * Create a new {@link ListenerCondition} instance.
	 * @param expression the expression
	 * @param parameters names of the parameters, {@code null} if unknown
	 * @param beanFactory the bean factory for beans in the expression
	 * @throws IllegalStateException if the expression uses an unknown variable
	 */
	ListenerCondition(String expression, List<@Nullable String> parameters, BeanFactory beanFactory) {
		this.expression = new SpelExpressionParser().parseRaw(expression);
		this.parameters = parameters;
		this.beans = new BeanFactoryResolver(beanFactory);
		Set<String> unknown = new LinkedHashSet<>();
		collectVariables(this.expression.getAST(), unknown);
		ALWAYS_KNOWN.forEach(unknown::remove);
		parameters.forEach(unknown::remove);
		Assert.state(unknown.isEmpty(),
				() -> ("its condition uses %s, but the only variables are '#event', '#payload' and the method "
						+ "parameters, which are available if the code is compiled with '-parameters'")
					.formatted(unknown.stream().map("#%s"::formatted).toList()));
	}

	private static void collectVariables(SpelNode node, Set<String> names) {
		if (node instanceof VariableReference reference) {
			names.add(reference.toStringAST().substring(1));
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			collectVariables(node.getChild(i), names);
		}
	}

	boolean matches(PusherChannelEvent event, @Nullable Object payload, @Nullable Object[] values) {
		StandardEvaluationContext context = new StandardEvaluationContext(event);
		this.delegates.applyDelegatesTo(context);
		context.setBeanResolver(this.beans);
		for (int i = 0; i < values.length; i++) {
			context.setVariable(this.parameters.get(i), values[i]);
		}
		context.setVariable(EVENT, event);
		context.setVariable(PAYLOAD, payload);
		return Boolean.TRUE.equals(this.expression.getValue(context, Boolean.class));
	}

}
