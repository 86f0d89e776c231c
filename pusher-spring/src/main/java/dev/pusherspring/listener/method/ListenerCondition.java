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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

import dev.pusherspring.event.PusherChannelEvent;

/**
 * Condition of a listener method.
 */
final class ListenerCondition {

	private final Expression expression;

	private final BeanFactoryResolver beans;

	ListenerCondition(String expression, BeanFactory beanFactory) {
		this.expression = new SpelExpressionParser().parseExpression(expression);
		this.beans = new BeanFactoryResolver(beanFactory);
	}

	boolean matches(PusherChannelEvent event, @Nullable Object payload) {
		StandardEvaluationContext context = new StandardEvaluationContext(event);
		context.setBeanResolver(this.beans);
		context.setVariable("event", event);
		context.setVariable("payload", payload);
		return Boolean.TRUE.equals(this.expression.getValue(context, Boolean.class));
	}

}
