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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The page of all properties, as the generated metadata tells them. The same metadata
 * always give the same text.
 */
final class PropertyReference {

	private static final Map<String, String> TYPES = Map.of("java.lang.String", "string", "java.lang.Boolean",
			"boolean", "java.lang.Integer", "integer", "java.lang.Double", "decimal", "java.time.Duration", "duration",
			"org.springframework.util.unit.DataSize", "data size", "java.net.URI", "URI",
			"java.util.List<java.lang.String>", "list", "java.util.Map<java.lang.String,java.lang.String>", "map");

	private static final String INTRODUCTION = """
			# Properties

			Generated from the metadata that IDEs complete from, and compared with it by a test; do not edit. After a
			change of `PusherProperties` write it again (after one of `additional-spring-configuration-metadata.json`
			alone: with `clean test`) by

			```shell
			mvn -q -pl pusher-spring-boot-autoconfigure -am test -Dtest=PropertyReferenceTests \\
			  -Dpusher.docs.update=true -Dsurefire.failIfNoSpecifiedTests=false
			```

			Durations take units (`500ms`, `10s`, `2m`), and so do data sizes (`64KB`, `1MB`). Maps are written as
			`pusher.headers.name=value`. A blank default means that the property is not set.
			""";

	private final Map<String, List<PropertyMetadata>> sections = new TreeMap<>();

	private final List<PropertyMetadata> properties;

	PropertyReference(List<PropertyMetadata> properties) {
		this.properties = properties;
		for (PropertyMetadata property : properties) {
			this.sections.computeIfAbsent(section(property.name()), (key) -> new ArrayList<>()).add(property);
		}
	}

	// as deep as the second name, so that small groups share a table with their parents
	private static String section(String name) {
		String[] parts = name.split("\\.");
		return (parts.length > 2) ? parts[0] + "." + parts[1] : parts[0];
	}

	/**
	 * Return the page.
	 * @return the text, in Markdown
	 */
	String render() {
		StringBuilder page = new StringBuilder(INTRODUCTION);
		this.sections.forEach((name, properties) -> {
			page.append("\n## ").append(name).append("\n\n");
			page.append("| Property | Type | Default | Meaning |\n|---|---|---|---|\n");
			properties.forEach((property) -> page.append(row(property)).append('\n'));
		});
		page.append("\n## Values\n");
		this.properties.stream().filter((property) -> !property.hints().isEmpty()).forEach((property) -> {
			page.append("\n### ").append(property.name()).append("\n\n| Value | Meaning |\n|---|---|\n");
			property.hints()
				.forEach((value, meaning) -> page.append("| `%s` | %s |\n".formatted(value, cell(meaning))));
		});
		return page.toString();
	}

	/**
	 * Return a property's row of a table.
	 * @param property the property
	 * @return the line
	 */
	static String row(PropertyMetadata property) {
		return "| `%s` | %s | %s | %s |"
			.formatted(property.name(), type(property), defaultValue(property),
					cell(String.valueOf(property.description())))
			.replace("|  |", "| |");
	}

	private static String type(PropertyMetadata property) {
		List<String> constants = property.constants();
		if (!constants.isEmpty()) {
			return constants.stream().map((constant) -> "`" + constant + "`").collect(Collectors.joining(", "));
		}
		String type = TYPES.get(property.type());
		if (type != null) {
			return type;
		}
		if (property.type().startsWith("java.util.List<")) {
			return "list of objects";
		}
		return property.type().startsWith("java.util.Map<") ? "map" : ClassUtils.getShortName(property.type());
	}

	private static String defaultValue(PropertyMetadata property) {
		return StringUtils.hasLength(property.defaultValue()) ? "`" + property.defaultValue() + "`" : "";
	}

	private static String cell(String text) {
		String sentence = text.strip().replace("|", "\\|");
		return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
	}

}
