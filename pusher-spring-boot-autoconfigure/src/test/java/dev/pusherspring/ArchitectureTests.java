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

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the layers of the project: who may know whom.
 */
class ArchitectureTests {

	private static final String ROOT = "dev.pusherspring";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption((location) -> !location.contains("pusher-embedded-server"))
		.importPackages(ROOT);

	@Test
	void layersKnowOnlyTheLayersBelow() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.withOptionalLayers(true)
			.layer("loop")
			.definedBy(ROOT + ".client.loop..")
			.layer("protocol")
			.definedBy(ROOT + ".client.protocol..")
			.layer("transport")
			.definedBy(ROOT + ".client.transport..")
			.layer("auth")
			.definedBy(ROOT + ".client.auth..")
			.layer("connection")
			.definedBy(ROOT + ".client.connection..")
			.layer("user")
			.definedBy(ROOT + ".client.user..")
			.layer("channel")
			.definedBy(ROOT + ".client.channel..")
			.layer("client")
			.definedBy(ROOT + ".client")
			.layer("event")
			.definedBy(ROOT + ".event..")
			.layer("listener")
			.definedBy(ROOT + ".listener..")
			.layer("operations")
			.definedBy(ROOT + ".health..", ROOT + ".metrics..", ROOT + ".observation..", ROOT + ".actuate..")
			.layer("autoconfigure")
			.definedBy(ROOT + ".autoconfigure..", ROOT + ".testcontainers..", ROOT + ".docker..", ROOT + ".test..")
			.whereLayer("loop")
			.mayNotAccessAnyLayer()
			.whereLayer("protocol")
			.mayNotAccessAnyLayer()
			.whereLayer("transport")
			.mayOnlyAccessLayers("loop", "protocol")
			.whereLayer("auth")
			.mayOnlyAccessLayers("loop", "protocol", "transport")
			.whereLayer("connection")
			.mayOnlyAccessLayers("loop", "protocol", "transport")
			.whereLayer("user")
			.mayOnlyAccessLayers("loop", "protocol", "transport", "auth", "connection")
			.whereLayer("channel")
			.mayOnlyAccessLayers("loop", "protocol", "transport", "auth", "connection", "user")
			.whereLayer("client")
			.mayOnlyAccessLayers("loop", "protocol", "transport", "auth", "connection", "user", "channel")
			.whereLayer("event")
			.mayOnlyAccessLayers("loop", "protocol", "transport", "auth", "connection", "user", "channel", "client")
			.whereLayer("listener")
			.mayOnlyAccessLayers("loop", "protocol", "transport", "auth", "connection", "user", "channel", "client",
					"event")
			.whereLayer("operations")
			.mayOnlyAccessLayers("auth", "connection", "channel", "client", "event", "listener")
			.whereLayer("autoconfigure")
			.mayNotBeAccessedByAnyLayer()
			.check(CLASSES);
	}

	@Test
	void onlyTheIntegrationKnowsSpringBoot() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(ROOT + ".client..", ROOT + ".event..", ROOT + ".listener..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void theProtocolIsPure() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOT + ".client.protocol..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.channels..", "java.nio.file..",
					"org.springframework.web..", "org.springframework.http..", "org.springframework.context..")
			.check(CLASSES);
	}

	@Test
	void thereIsNoServletApiInTheClient() {
		ArchRuleDefinition.noClasses()
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
	void packagesFormNoCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
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

	private static boolean isNullMarked(JavaPackage javaPackage) {
		return javaPackage.isAnnotatedWith(NullMarked.class);
	}

}
