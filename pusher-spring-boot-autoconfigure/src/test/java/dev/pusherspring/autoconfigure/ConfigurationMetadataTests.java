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

package dev.pusherspring.autoconfigure;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.web.PusherWebProperties;
import dev.pusherspring.client.TransportName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata that is generated from {@link PusherProperties}.
 */
class ConfigurationMetadataTests {

	private static final String WEB = "pusher.web.";

	private static final Pattern DASH = Pattern.compile("-([a-z])");

	private final BeanWrapper properties = new BeanWrapperImpl(new PusherProperties());

	private final BeanWrapper webProperties = new BeanWrapperImpl(new PusherWebProperties());

	// of PusherProperties and PusherWebProperties; a few more belong to classes of Boot
	static List<PropertyMetadata> properties() {
		return PropertyMetadata.readAll().stream().filter((property) -> property.name().startsWith("pusher.")).toList();
	}

	static List<PropertyMetadata> all() {
		return PropertyMetadata.readAll();
	}

	@Test
	void propertiesAreFound() {
		assertThat(properties()).extracting(PropertyMetadata::name)
			.contains("pusher.key", "pusher.channels", "pusher.reconnect.max-delay", "pusher.embedded.enabled")
			.doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("all")
	void nameIsCanonical(PropertyMetadata property) {
		assertThat(ConfigurationPropertyName.isValid(property.name())).isTrue();
	}

	@ParameterizedTest
	@MethodSource("all")
	void descriptionIsASentence(PropertyMetadata property) {
		assertThat(property.description()).isNotBlank().endsWith(".").doesNotStartWith("The ").doesNotStartWith("A ");
		if (property.type().equals("java.lang.Boolean")) {
			assertThat(property.description()).startsWith("Whether ");
		}
		if (property.type().startsWith("java.util.List<java.lang")) {
			assertThat(property.description()).startsWith("Comma-separated list of ");
		}
	}

	@ParameterizedTest
	@MethodSource("properties")
	void typeIsThatOfTheProperty(PropertyMetadata property) {
		String type = typeOf(property).getResolvableType().toString();
		assertThat(property.type()).isNotEqualTo("java.lang.Object").isEqualTo(type.replace(", ", ","));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void defaultIsThatOfTheProperty(PropertyMetadata property) {
		Object actual = beanOf(property).getPropertyValue(path(property));
		if (isAbsent(actual)) {
			assertThat(property.defaultValue()).isNull();
			return;
		}
		assertThat(property.defaultValue()).as("default that is %s", actual).isNotNull();
		Object declared = ApplicationConversionService.getSharedInstance()
			.convert(property.defaultValue(), TypeDescriptor.valueOf(String.class), typeOf(property));
		assertThat(declared).isEqualTo(actual);
	}

	@Test
	void hintsAreForProperties() {
		List<String> names = properties().stream().map(PropertyMetadata::name).toList();
		assertThat(PropertyMetadata.readHints()).isNotEmpty()
			.filteredOn((name) -> name.startsWith("pusher."))
			.extracting((name) -> StringUtils.delete(name, ".keys"))
			.isSubsetOf(names);
	}

	@ParameterizedTest
	@MethodSource("all")
	void hintsHaveAllConstantsOfAnEnum(PropertyMetadata property) {
		List<String> constants = property.constants();
		if (!constants.isEmpty() && !property.name().endsWith(".access")) {
			assertThat(property.hints()).containsOnlyKeys(constants);
		}
	}

	@ParameterizedTest
	@MethodSource("all")
	void hintsAreDescribed(PropertyMetadata property) {
		assertThat(property.hints().values()).allSatisfy((text) -> assertThat(text).isNotBlank().endsWith("."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pusher.enabled-transports", "pusher.disabled-transports" })
	void hintsHaveAllTransports(String name) {
		assertThat(find(name).hints().keySet())
			.containsExactlyElementsOf(Arrays.stream(TransportName.values()).map(TransportName::toString).toList());
	}

	@Test
	void hintsHaveTheDefaultCluster() {
		PropertyMetadata cluster = find("pusher.cluster");
		assertThat(cluster.hints()).containsKeys(cluster.defaultValue(), "us2", "eu", "ap1");
	}

	private static PropertyMetadata find(String name) {
		return all().stream().filter((property) -> property.name().equals(name)).findFirst().orElseThrow();
	}

	private TypeDescriptor typeOf(PropertyMetadata property) {
		TypeDescriptor type = beanOf(property).getPropertyTypeDescriptor(path(property));
		assertThat(type).as("property of PusherProperties").isNotNull();
		return type.isPrimitive() ? TypeDescriptor.valueOf(type.getObjectType()) : type;
	}

	private BeanWrapper beanOf(PropertyMetadata property) {
		return property.name().startsWith(WEB) ? this.webProperties : this.properties;
	}

	private static String path(PropertyMetadata property) {
		String prefix = property.name().startsWith(WEB) ? WEB : "pusher.";
		return DASH.matcher(property.name().substring(prefix.length()))
			.replaceAll((match) -> Matcher.quoteReplacement(match.group(1).toUpperCase()));
	}

	private static boolean isAbsent(@Nullable Object value) {
		return value == null || (value instanceof Collection<?> collection && collection.isEmpty())
				|| (value instanceof Map<?, ?> map && map.isEmpty());
	}

}
