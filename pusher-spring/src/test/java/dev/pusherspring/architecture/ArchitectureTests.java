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

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * Tests for who may know whom in this module. That nothing here knows Spring Boot needs
 * no rule: the compiler does not find it.
 */
class ArchitectureTests {

	private static final String CLIENT = "dev.pusherspring.client";

	private static final String INTERNAL = CLIENT + ".internal";

	private static final ProvenRules rules = new ProvenRules(
			new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
				.withImportOption((location) -> !location.contains("pusher-embedded-server"))
				.importPackages("dev.pusherspring"));

	@Test
	void wordsOfTheClientStandAlone() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideInAPackage(CLIENT)
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage(INTERNAL + "..", CLIENT + ".builder..", CLIENT + ".auth.http.."),
				"package dev.pusherspring.client; class Planted extends dev.pusherspring.client.internal.core.Engine {}",
				"package dev.pusherspring.client.internal.core; public class Engine {}");
	}

	@Test
	void othersKnowOnlyTheApiOfTheClient() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideOutsideOfPackage(CLIENT + "..")
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage(INTERNAL + "..", CLIENT + ".builder.."),
				"package dev.pusherspring.event; class Planted extends dev.pusherspring.client.internal.core.Engine {}",
				"package dev.pusherspring.client.internal.core; public class Engine {}");
	}

	@Test
	void clientDoesNotKnowWhatIsBuiltOnIt() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideInAPackage(CLIENT + "..")
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage("dev.pusherspring.event..", "dev.pusherspring.listener..",
							"dev.pusherspring.metrics..", "dev.pusherspring.observation..", "dev.pusherspring.config..",
							"dev.pusherspring.reactive..", "dev.pusherspring.integration..",
							"dev.pusherspring.access..", "dev.pusherspring.webhook..", "dev.pusherspring.web.."),
				"package dev.pusherspring.client; class Planted extends dev.pusherspring.event.News {}",
				"package dev.pusherspring.event; public class News {}");
	}

	@Test
	void eventsDoNotKnowTheirListeners() {
		rules.check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("dev.pusherspring.event..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("dev.pusherspring.listener..", "dev.pusherspring.metrics..",
					"dev.pusherspring.observation..", "dev.pusherspring.reactive..", "dev.pusherspring.config.."),
				"package dev.pusherspring.event; class Planted extends dev.pusherspring.listener.delivery.Lane {}",
				"package dev.pusherspring.listener.delivery; public class Lane {}");
	}

	@Test
	void layersOfTheClientKnowOnlyThoseBelow() {
		rules.check(
				Architectures.layeredArchitecture()
					.consideringOnlyDependenciesInLayers()
					.withOptionalLayers(true)
					.layer("loop")
					.definedBy(INTERNAL + ".loop..")
					.layer("protocol")
					.definedBy(INTERNAL + ".protocol..")
					.layer("link")
					.definedBy(INTERNAL + ".link..")
					.layer("connection")
					.definedBy(INTERNAL + ".connection..")
					.layer("channel")
					.definedBy(INTERNAL + ".channel..")
					.layer("core")
					.definedBy(INTERNAL + ".core..")
					.whereLayer("loop")
					.mayNotAccessAnyLayer()
					.whereLayer("protocol")
					.mayNotAccessAnyLayer()
					.whereLayer("link")
					.mayOnlyAccessLayers("loop", "protocol")
					.whereLayer("connection")
					.mayOnlyAccessLayers("loop", "protocol", "link")
					.whereLayer("channel")
					.mayOnlyAccessLayers("loop", "protocol", "link", "connection"),
				"package dev.pusherspring.client.internal.loop; class Planted extends dev.pusherspring.client.internal.link.Link {}",
				"package dev.pusherspring.client.internal.link; public class Link {}");
	}

	@Test
	void linksDoNotKnowEachOther() {
		rules.check(
				SlicesRuleDefinition.slices()
					.matching(INTERNAL + ".link.(socket|spring|http)..")
					.should()
					.notDependOnEachOther(),
				"package dev.pusherspring.client.internal.link.socket; class Planted extends dev.pusherspring.client.internal.link.http.Post {}",
				"package dev.pusherspring.client.internal.link.http; public class Post {}");
	}

	// the builder takes the application's WebSocketClient
	@Test
	void onlyOneLinkKnowsTheWebSocketsOfSpring() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideOutsideOfPackages(INTERNAL + ".link.spring..", CLIENT + ".builder..")
					.should()
					.dependOnClassesThat()
					.resideInAPackage("org.springframework.web.socket.."),
				"package dev.pusherspring.client; class Planted { org.springframework.web.socket.WebSocketSession a; }");
	}

	@Test
	void protocolIsPure() {
		rules.check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(INTERNAL + ".protocol..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.channels..", "java.nio.file..",
					"org.springframework.web..", "org.springframework.http..", "org.springframework.context.."),
				"package dev.pusherspring.client.internal.protocol; class Planted { java.net.Socket socket; }");
	}

	@Test
	void signaturesNameNoInternalType() {
		rules.check(ArchRuleDefinition.classes()
			.that()
			.arePublic()
			.and()
			.resideOutsideOfPackage(INTERNAL + "..")
			.should(Conditions.haveNoSignatureWith(INTERNAL)), """
					package dev.pusherspring.client; public class Planted {
						public void take(java.util.List<dev.pusherspring.client.internal.loop.Turn[]> turns) {}
					}""", "package dev.pusherspring.client.internal.loop; public class Turn {}");
	}

	@Test
	void onlyMetricsKnowMeters() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideOutsideOfPackage("dev.pusherspring.metrics..")
					.should()
					.dependOnClassesThat()
					.resideInAPackage("io.micrometer.core.."),
				"package dev.pusherspring.event; class Planted { io.micrometer.core.instrument.Counter counter; }");
	}

	@Test
	void onlyObservationKnowsWhoObserves() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideOutsideOfPackage("dev.pusherspring.observation..")
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage("io.micrometer.observation..", "io.micrometer.common.."),
				"package dev.pusherspring.event; class Planted { io.micrometer.observation.Observation observation; }");
	}

	@Test
	void onlyReactiveCodeKnowsReactor() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideOutsideOfPackages("dev.pusherspring.reactive..", "dev.pusherspring.web.reactive..")
					.should()
					.dependOnClassesThat()
					.resideInAPackage("reactor.."),
				"package dev.pusherspring.client; class Planted { reactor.core.publisher.Flux<String> events; }");
	}

	@Test
	void metricsAndObservationDoNotKnowEachOther() {
		rules.check(
				SlicesRuleDefinition.slices()
					.matching("dev.pusherspring.(metrics|observation)..")
					.should()
					.notDependOnEachOther(),
				"package dev.pusherspring.metrics; class Planted extends dev.pusherspring.observation.Observed {}",
				"package dev.pusherspring.observation; public class Observed {}");
	}

	@Test
	void onlyTheEndpointsOfSpringMvcKnowTheServletApi() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideOutsideOfPackage("dev.pusherspring.web.servlet")
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage("jakarta.servlet..", "javax.servlet.."),
				"package dev.pusherspring.client; class Planted extends jakarta.servlet.Servlet {}",
				"package jakarta.servlet; public class Servlet {}");
	}

	@Test
	void endpointsOfOneWebFrameworkDoNotKnowTheOther() {
		rules.check(
				SlicesRuleDefinition.slices()
					.matching("dev.pusherspring.web.(servlet|reactive)..")
					.should()
					.notDependOnEachOther(),
				"package dev.pusherspring.web.servlet; class Planted extends dev.pusherspring.web.reactive.Route {}",
				"package dev.pusherspring.web.reactive; public class Route {}");
	}

	@Test
	void decisionsDoNotKnowTheWeb() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideInAnyPackage("dev.pusherspring.access..", "dev.pusherspring.webhook..",
							"dev.pusherspring.signature..")
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage("dev.pusherspring.web..", "org.springframework.web..",
							"org.springframework.http.."),
				"package dev.pusherspring.access; class Planted { org.springframework.http.HttpStatus status; }");
	}

	@Test
	void onlyOnePackageKnowsSpringSecurity() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.that()
					.resideOutsideOfPackage("dev.pusherspring.access.security")
					.should()
					.dependOnClassesThat()
					.resideInAPackage("org.springframework.security.."),
				"package dev.pusherspring.access; class Planted extends org.springframework.security.Guard {}",
				"package org.springframework.security; public class Guard {}");
	}

	@Test
	void packagesHaveNoCycles() {
		rules.check(SlicesRuleDefinition.slices().matching("dev.pusherspring.(**)").should().beFreeOfCycles(),
				"package dev.pusherspring.listener; public class Planted { dev.pusherspring.listener.method.Call call; }",
				"package dev.pusherspring.listener.method; public class Call { dev.pusherspring.listener.Planted api; }");
	}

	@Test
	void packagesAreSmall() {
		rules.check(
				ArchRuleDefinition.classes()
					.that()
					.resideOutsideOfPackages(CLIENT, "dev.pusherspring.event")
					.should(Conditions.shareAPackageOfAtMost(16)),
				IntStream.rangeClosed(1, 17)
					.mapToObj("package dev.pusherspring.listener; class Planted%d {}"::formatted)
					.toArray(String[]::new));
	}

	@Test
	void packagesAreNullMarked() {
		rules.check(ArchRuleDefinition.classes().should(Conditions.resideInANullMarkedPackage()),
				"package dev.pusherspring.planted; class Planted {}");
	}

	@Test
	void nobodySleeps() {
		rules.check(
				ArchRuleDefinition.noClasses()
					.should()
					.callMethod(Thread.class, "sleep", long.class)
					.orShould()
					.callMethod(TimeUnit.class, "sleep", long.class),
				"package dev.pusherspring.client; class Planted { void a() throws Exception { Thread."
						+ "sleep(1); } }");
	}

}
