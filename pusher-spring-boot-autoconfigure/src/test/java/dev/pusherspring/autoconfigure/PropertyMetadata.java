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
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the generated metadata says about a property. Tools complete and document from it.
 *
 * @param name name of the property
 * @param type name of its Java type
 * @param defaultValue text of its default, or {@code null}
 * @param description its description, or {@code null}
 */
record PropertyMetadata(String name, String type, @Nullable String defaultValue, @Nullable String description) {

	/**
	 * Return all {@code pusher} properties.
	 * @return the properties, in the order of the file
	 */
	static List<PropertyMetadata> readAll() {
		List<PropertyMetadata> properties = new ArrayList<>();
		for (JsonNode property : document().get("properties")) {
			String name = property.get("name").stringValue();
			if (name.startsWith("pusher.")) {
				properties.add(new PropertyMetadata(name, property.path("type").asString(""),
						property.has("defaultValue") ? property.get("defaultValue").asString() : null,
						property.has("description") ? property.get("description").stringValue() : null));
			}
		}
		return properties;
	}

	/**
	 * Return the names of the properties that the metadata has hints for.
	 * @return the names
	 */
	static List<String> readHints() {
		List<String> names = new ArrayList<>();
		document().get("hints").forEach((hint) -> names.add(hint.get("name").stringValue()));
		return names;
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

	@Override
	public String toString() {
		return this.name;
	}

}
