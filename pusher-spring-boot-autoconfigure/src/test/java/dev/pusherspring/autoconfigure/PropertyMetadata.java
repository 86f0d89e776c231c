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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the generated metadata says about a property. Tools complete and document from it.
 *
 * @param name name of the property
 * @param type name of its Java type
 * @param defaultValue text of its default, or {@code null}
 * @param description its description, or {@code null}
 * @param hints the values it is known to take, and their descriptions; often none
 */
public record PropertyMetadata(String name, String type, @Nullable String defaultValue, @Nullable String description,
		Map<String, String> hints) {

	/**
	 * Return all properties of the module.
	 * @return the properties, in the order of the file
	 */
	public static List<PropertyMetadata> readAll() {
		List<PropertyMetadata> properties = new ArrayList<>();
		JsonNode document = document();
		Map<String, Map<String, String>> hints = hints(document);
		for (JsonNode property : document.get("properties")) {
			if (property.has("deprecation")) {
				continue;
			}
			String name = property.get("name").stringValue();
			properties.add(new PropertyMetadata(name, property.path("type").asString(""), defaultValue(property),
					property.has("description") ? property.get("description").stringValue() : null,
					hints.getOrDefault(name, Map.of())));
		}
		return properties;
	}

	/**
	 * Return the names that are no properties but tell what the property is called.
	 * @return the replacements by name, {@code null} for a name without one
	 */
	public static Map<String, @Nullable String> readRefused() {
		Map<String, @Nullable String> refused = new LinkedHashMap<>();
		for (JsonNode property : document().get("properties")) {
			JsonNode deprecation = property.path("deprecation");
			if (deprecation.path("level").asString("").equals("error")) {
				JsonNode replacement = deprecation.get("replacement");
				refused.put(property.get("name").stringValue(),
						(replacement != null) ? replacement.stringValue() : null);
			}
		}
		return refused;
	}

	/**
	 * Return the names of the properties that the metadata has hints for.
	 * @return the names
	 */
	static List<String> readHints() {
		return List.copyOf(hints(document()).keySet());
	}

	private static @Nullable String defaultValue(JsonNode property) {
		JsonNode value = property.get("defaultValue");
		if (value == null || (value.isArray() && value.isEmpty())) {
			return null;
		}
		return value.asString();
	}

	private static Map<String, Map<String, String>> hints(JsonNode document) {
		Map<String, Map<String, String>> hints = new LinkedHashMap<>();
		for (JsonNode hint : document.path("hints")) {
			Map<String, String> values = new LinkedHashMap<>();
			hint.path("values")
				.forEach((value) -> values.put(value.get("value").asString(), value.path("description").asString("")));
			hints.put(hint.get("name").stringValue(), values);
		}
		return hints;
	}

	// other jars on the classpath have a file of that name too
	private static JsonNode document() {
		try {
			Path classes = Path.of(PusherProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return JsonMapper.shared()
				.readTree(Files.readString(classes.resolve("META-INF/spring-configuration-metadata.json")));
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the constants of the property's type, as one writes them.
	 * @return the constants; none if the type is no enum
	 */
	List<String> constants() {
		if (!ClassUtils.isPresent(this.type, null)) {
			return List.of();
		}
		List<String> constants = new ArrayList<>();
		Object[] values = ClassUtils.resolveClassName(this.type, null).getEnumConstants();
		if (values != null) {
			for (Object value : values) {
				constants.add(((Enum<?>) value).name().toLowerCase(Locale.ROOT).replace('_', '-'));
			}
		}
		return constants;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
