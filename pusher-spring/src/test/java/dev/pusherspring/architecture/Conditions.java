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

package dev.pusherspring.architecture;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/**
 * Conditions that ArchUnit does not bring.
 */
public final class Conditions {

	private Conditions() {
	}

	/**
	 * Signatures that a caller sees name no type of a package.
	 * @param prefix beginning of the package's name
	 * @return the condition
	 */
	public static ArchCondition<JavaClass> haveNoSignatureWith(String prefix) {
		return condition("have no signature with types of " + prefix,
				(type) -> signature(type).map(JavaClass::getBaseComponentType)
					.map(JavaClass::getName)
					.filter((name) -> name.startsWith(prefix))
					.map((name) -> type.getName() + " names " + name));
	}

	private static Stream<JavaClass> signature(JavaClass type) {
		Stream<JavaType> members = Stream.concat(
				type.getCodeUnits()
					.stream()
					.filter((unit) -> isVisible(unit.getModifiers()))
					.flatMap((unit) -> Stream.concat(Stream.of(unit.getReturnType()),
							unit.getParameterTypes().stream())),
				type.getFields()
					.stream()
					.filter((field) -> isVisible(field.getModifiers()))
					.map((field) -> field.getType()));
		Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
		return Stream.concat(members, parents).flatMap((member) -> member.getAllInvolvedRawTypes().stream());
	}

	private static boolean isVisible(Set<JavaModifier> modifiers) {
		return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
	}

	/**
	 * A package has few source files.
	 * @param limit the largest number permitted, without {@code package-info}
	 * @return the condition
	 */
	public static ArchCondition<JavaClass> shareAPackageOfAtMost(int limit) {
		return condition("share a package of at most %d files".formatted(limit), (type) -> {
			Set<String> files = type.getPackage()
				.getClasses()
				.stream()
				.flatMap((other) -> other.getSource().stream())
				.flatMap((source) -> source.getFileName().stream())
				.filter((file) -> !file.equals("package-info.java"))
				.collect(Collectors.toSet());
			return (files.size() <= limit) ? Stream.empty()
					: Stream.of("%s is in a package of %d files".formatted(type.getName(), files.size()));
		});
	}

	/**
	 * A package is {@link NullMarked}.
	 * @return the condition
	 */
	public static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return condition("reside in a @NullMarked package", (type) -> {
			JavaPackage javaPackage = type.getPackage();
			return javaPackage.isAnnotatedWith(NullMarked.class) ? Stream.empty()
					: Stream.of("The package of %s is not @NullMarked".formatted(type.getName()));
		});
	}

	private static ArchCondition<JavaClass> condition(String description,
			Function<JavaClass, Stream<String>> violations) {
		return new ArchCondition<>(description) {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				violations.apply(type)
					.distinct()
					.map((message) -> SimpleConditionEvent.violated(type, message))
					.forEach(events::add);
			}

		};
	}

}
