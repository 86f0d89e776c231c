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

package dev.pusherspring.listener.method.argument;

import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.InvalidPusherListenerException;

/**
 * Resolves a payload and validates it.
 *
 * @param payload resolves the payload
 * @param name name of the parameter
 * @param validator the validator
 * @param hints validation groups of the annotation
 */
record ValidatedArgument(ListenerArgument payload, String name, Validator validator,
		Object[] hints) implements ListenerArgument {

	/**
	 * Add validation to a payload if its parameter is annotated accordingly.
	 * @param parameter the parameter
	 * @param payload resolves the payload
	 * @param beans the bean factory with the validator
	 * @return the resolver
	 */
	static ListenerArgument of(ListenerParameter parameter, ListenerArgument payload, BeanFactory beans) {
		for (Annotation annotation : parameter.parameter().getParameterAnnotations()) {
			Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
			if (hints != null) {
				Validator validator = beans.getBeanProvider(Validator.class).getIfUnique();
				if (validator == null) {
					throw new InvalidPusherListenerException(
							"%s is to be validated, but there is not exactly one Validator bean".formatted(parameter),
							"Add spring-boot-starter-validation, or mark one Validator bean as primary.");
				}
				return new ValidatedArgument(payload, parameter.name(), validator, hints);
			}
		}
		return payload;
	}

	@Override
	public @Nullable Object resolve(PusherChannelEvent event) {
		Object value = this.payload.resolve(event);
		Object content = payload(value);
		if (content instanceof Optional<?> optional) {
			content = optional.orElse(null);
		}
		if (content != null) {
			validate(content, event);
		}
		return value;
	}

	@Override
	public @Nullable Object payload(@Nullable Object value) {
		return this.payload.payload(value);
	}

	private void validate(Object content, PusherChannelEvent event) {
		BindingResult result = new BeanPropertyBindingResult(content, this.name);
		if (this.validator instanceof SmartValidator smart) {
			smart.validate(content, result, this.hints);
		}
		else {
			this.validator.validate(content, result);
		}
		if (result.hasErrors()) {
			throw new PayloadConversionException(
					"The data of event '%s' on channel '%s' is not valid: %s".formatted(
							PrintableText.of(event.getEvent()), PrintableText.of(event.getChannel()), describe(result)),
					null);
		}
	}

	// messages and rejected values may contain the data
	private static String describe(BindingResult result) {
		return result.getAllErrors().stream().map(ValidatedArgument::describe).collect(Collectors.joining(", "));
	}

	private static String describe(ObjectError error) {
		return (error instanceof FieldError field) ? "'%s' (%s)".formatted(field.getField(), field.getCode())
				: "%s".formatted(error.getCode());
	}

}
