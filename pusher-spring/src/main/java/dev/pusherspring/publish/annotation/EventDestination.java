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

package dev.pusherspring.publish.annotation;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;
import org.springframework.util.Assert;

import dev.pusherspring.publish.PusherMessage;

/**
 * The destination and the form in which application events of a type are published.
 */
final class EventDestination {

	private static final SpelExpressionParser parser = new SpelExpressionParser();

	private final String app;

	private final List<Expression> channels;

	private final Expression event;

	private final @Nullable Expression payload;

	private EventDestination(PublishedToPusher annotation, Class<?> type, UnaryOperator<String> placeholders) {
		this.app = placeholders.apply(annotation.app());
		this.channels = Arrays.stream(annotation.channels())
			.map((channel) -> template(placeholders.apply(channel)))
			.toList();
		Assert.notEmpty(this.channels,
				() -> "@PublishedToPusher on %s does not name a channel".formatted(type.getName()));
		this.event = template(
				annotation.event().isEmpty() ? type.getSimpleName() : placeholders.apply(annotation.event()));
		this.payload = annotation.payload().isEmpty() ? null : parser.parseExpression(annotation.payload());
	}

	private static Expression template(String text) {
		return parser.parseExpression(text, ParserContext.TEMPLATE_EXPRESSION);
	}

	static EventDestination of(Class<?> type, UnaryOperator<String> placeholders) {
		PublishedToPusher annotation = AnnotatedElementUtils.findMergedAnnotation(type, PublishedToPusher.class);
		Assert.state(annotation != null, () -> "%s is not annotated with @PublishedToPusher".formatted(type.getName()));
		return new EventDestination(annotation, type, placeholders);
	}

	String getApp() {
		return this.app;
	}

	PusherMessage message(Object event) {
		// allows only properties and methods of the event
		SimpleEvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
			.withInstanceMethods()
			.withRootObject(event)
			.build();
		List<String> channels = this.channels.stream().map((channel) -> text(channel, context)).toList();
		Object data = (this.payload != null) ? this.payload.getValue(context) : event;
		return PusherMessage.of(channels, text(this.event, context), data);
	}

	private static String text(Expression expression, SimpleEvaluationContext context) {
		String text = expression.getValue(context, String.class);
		Assert.hasText(text, () -> "Expression '%s' does not evaluate to a non-empty text"
			.formatted(expression.getExpressionString()));
		return text;
	}

}
