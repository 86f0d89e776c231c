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

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the shape of this module, and for who may know whom.
 */
class ArchitectureTests {

	static final String ROOT = "dev.pusherspring";

	private static final String PLANTED_ROOT = ROOT + ".planted";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption((location) -> !location.contains("pusher-embedded-server"))
		.withImportOption((location) -> !location.contains("-tests.jar"))
		.importPackages(ROOT);

	private static final JavaClasses MODULE = CLASSES
		.that(DescribedPredicate.describe("are of this module", ArchitectureTests::isOfThisModule));

	private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);

	@ParameterizedTest
	@MethodSource("rules")
	void moduleKeepsTheRule(ArchRule rule) {
		rule.check(MODULE);
	}

	@ParameterizedTest
	@MethodSource("plantedRules")
	void ruleFindsWhatBreaksIt(ArchRule rule) {
		assertThat(rule.evaluate(PLANTED).hasViolation()).as(rule.getDescription()).isTrue();
	}

	static List<ArchRule> rules() {
		return new ArchitectureRules(ROOT, 16).all();
	}

	static List<ArchRule> plantedRules() {
		return new ArchitectureRules(PLANTED_ROOT, 1).all();
	}

	@Test
	void onlyTheEndpointsOfSpringMvcKnowTheServletApi() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(ROOT + ".web.servlet", ROOT + ".autoconfigure.web.servlet")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("jakarta.servlet..", "javax.servlet..")
			.check(CLASSES);
	}

	@Test
	void onlyTheMetricsKnowMeters() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(ROOT + ".metrics..", ROOT + ".autoconfigure.metrics..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.core..")
			.check(CLASSES);
	}

	@Test
	void onlyTheObservationsKnowWhatObservesThem() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(ROOT + ".observation..", ROOT + ".autoconfigure.observation..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer.observation..", "io.micrometer.common..")
			.check(CLASSES);
	}

	@Test
	void whatOperatorsSeeDoesNotKnowOneAnother() {
		SlicesRuleDefinition.slices()
			.matching(ROOT + ".(health|metrics|observation|actuate)..")
			.should()
			.notDependOnEachOther()
			.check(CLASSES);
	}

	@Test
	void onlyTheirOwnIntegrationKnowsWhatOperatorsSee() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOT + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".health..", ROOT + ".metrics..", ROOT + ".observation..", ROOT + ".actuate..",
					"org.springframework.boot.health..", "org.springframework.boot.actuate..")
			.check(CLASSES);
	}

	@Test
	void nobodySleeps() {
		ArchRuleDefinition.noClasses().should().callMethodWhere(new DescribedPredicate<>("target is Thread.sleep") {

			@Override
			public boolean test(JavaMethodCall call) {
				return call.getTargetOwner().isEquivalentTo(Thread.class) && call.getName().equals("sleep");
			}

		}).check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct().toList()).hasSizeGreaterThan(5)
			.filteredOn((javaPackage) -> !isNullMarked(javaPackage))
			.extracting(JavaPackage::getName)
			.isEmpty();
	}

	private static boolean isOfThisModule(JavaClass type) {
		return type.getSource()
			.map((source) -> source.getUri().getPath())
			.filter((path) -> path != null && path.contains("/pusher-spring-boot-autoconfigure/"))
			.isPresent();
	}

	private static boolean isNullMarked(JavaPackage javaPackage) {
		return javaPackage.isAnnotatedWith(NullMarked.class);
	}

}
