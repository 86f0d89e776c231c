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

package dev.pusherspring;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;

/**
 * Rules of the project that hold below a root package.
 *
 * @param root the root package
 * @param maxFiles number of files that a package may have
 */
record ArchitectureRules(String root, int maxFiles) {

	List<ArchRule> all() {
		return List.of(autoConfigurationsAreFinal(), autoConfigurationsHaveNoPublicMembers(),
				beanMethodsArePackagePrivate(), postProcessorsAreStatic(), conditionsArePackagePrivate(),
				onlyTheClientKnowsItsInternals(), onlyTheAutoConfigurationKnowsTheBuilder(),
				signaturesNameNoInternalType(), packagesAreSmall(), packagesFormNoCycles());
	}

	private ArchRule autoConfigurationsAreFinal() {
		return ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.haveModifier(JavaModifier.FINAL)
			.as("auto-configurations are final");
	}

	private ArchRule autoConfigurationsHaveNoPublicMembers() {
		return ArchRuleDefinition.members()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.as("auto-configurations have no public members");
	}

	private ArchRule beanMethodsArePackagePrivate() {
		return ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.as("bean methods are package-private");
	}

	private ArchRule postProcessorsAreStatic() {
		return ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(JavaClass.Predicates.assignableTo(BeanPostProcessor.class)
				.or(JavaClass.Predicates.assignableTo(BeanFactoryPostProcessor.class)))
			.should()
			.beStatic()
			.as("methods that make post-processors are static");
	}

	private ArchRule conditionsArePackagePrivate() {
		return ArchRuleDefinition.classes()
			.that()
			.areAssignableTo(Condition.class)
			.should()
			.bePackagePrivate()
			.as("conditions are package-private");
	}

	private ArchRule onlyTheClientKnowsItsInternals() {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(this.root + ".client..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(this.root + ".client.internal..", ArchitectureTests.ROOT + ".client.internal..")
			.as("only the client knows its internals");
	}

	private ArchRule onlyTheAutoConfigurationKnowsTheBuilder() {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(this.root + ".client..", this.root + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(this.root + ".client.builder..", ArchitectureTests.ROOT + ".client.builder..")
			.as("beside the client only the auto-configuration knows its builder");
	}

	private ArchRule signaturesNameNoInternalType() {
		return ArchRuleDefinition.members().that(new DescribedPredicate<>("can be used by applications") {

			@Override
			public boolean test(JavaMember member) {
				return isAccessible(member.getModifiers())
						&& member.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
						&& !isInternal(member.getOwner());
			}

		}).should(new ArchCondition<>("name no internal type") {

			@Override
			public void check(JavaMember member, ConditionEvents events) {
				types(member).flatMap((type) -> type.getAllInvolvedRawTypes().stream())
					.filter(ArchitectureRules::isInternal)
					.forEach((type) -> events
						.add(SimpleConditionEvent.violated(member, member.getFullName() + " names " + type.getName())));
			}

		}).as("signatures name no internal type");
	}

	private static boolean isAccessible(Collection<JavaModifier> modifiers) {
		return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
	}

	private static boolean isInternal(JavaClass type) {
		return type.getPackageName().contains(".client.internal");
	}

	private static Stream<JavaType> types(JavaMember member) {
		if (member instanceof JavaField field) {
			return Stream.of(field.getType());
		}
		JavaCodeUnit method = (JavaCodeUnit) member;
		return Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream());
	}

	private ArchRule packagesAreSmall() {
		return ArchRuleDefinition.classes()
			.that()
			.areTopLevelClasses()
			.and()
			.doNotHaveSimpleName("package-info")
			.and()
			.resideOutsideOfPackages(this.root + ".client", this.root + ".event")
			.should(new ArchCondition<>("share their package with few others") {

				private final Map<String, Integer> counts = new HashMap<>();

				@Override
				public void init(Collection<JavaClass> classes) {
					this.counts.clear();
				}

				@Override
				public void check(JavaClass type, ConditionEvents events) {
					int count = this.counts.merge(type.getPackageName(), 1, Integer::sum);
					if (count > ArchitectureRules.this.maxFiles()) {
						events.add(SimpleConditionEvent.violated(type,
								"%s is number %d of its package".formatted(type.getName(), count)));
					}
				}

			})
			.as("packages have at most %d files".formatted(this.maxFiles));
	}

	private ArchRule packagesFormNoCycles() {
		return SlicesRuleDefinition.slices()
			.matching(this.root + ".(**)")
			.should()
			.beFreeOfCycles()
			.as("packages form no cycles");
	}

}
