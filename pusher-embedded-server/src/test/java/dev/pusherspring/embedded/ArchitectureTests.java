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

package dev.pusherspring.embedded;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the parts of the server know of each other and of the world.
 */
class ArchitectureTests {

	private static final String ROOT = "dev.pusherspring.embedded";

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void packagesHaveNoCycles() {
		assertThat(this.classes).hasSizeGreaterThan(40);
		SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void stateKnowsNeitherNettyNorHttp() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage(ROOT + ".hub", ROOT + ".protocol", ROOT + ".rest", ROOT + ".fault", ROOT + ".observed",
					ROOT + ".webhook")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty..", ROOT + ".http")
			.check(this.classes);
	}

	@Test
	void protocolStandsAlone() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(ROOT + ".protocol")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT, ROOT + ".hub", ROOT + ".rest", ROOT + ".fault", ROOT + ".observed")
			.check(this.classes);
	}

	@Test
	void serverKnowsNoFramework() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "jakarta..", "reactor..", "org.reactivestreams..")
			.check(this.classes);
	}

	@Test
	void onlyOneClassNeedsBouncyCastle() {
		ArchRuleDefinition.noClasses()
			.that()
			.doNotHaveSimpleName("SecretBox")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.bouncycastle..")
			.check(this.classes);
	}

}
