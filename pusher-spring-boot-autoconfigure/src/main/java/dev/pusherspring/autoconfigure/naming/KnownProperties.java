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

package dev.pusherspring.autoconfigure.naming;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that are described by the metadata on the classpath.
 *
 * @param names their names
 */
record KnownProperties(Set<String> names) {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern OF_APP = Pattern.compile("pusher\\.(apps\\.[^.\\[\\]]+|apps\\[[^\\]]*])\\.(.+)");

	/**
	 * Read the metadata.
	 * @param classLoader the class loader of the application
	 * @return the properties, empty if there is no metadata, as in a native image
	 */
	static KnownProperties read(@Nullable ClassLoader classLoader) {
		Set<String> names = new TreeSet<>();
		try {
			List<URL> resources = (classLoader != null) ? Collections.list(classLoader.getResources(METADATA))
					: List.of();
			for (URL resource : resources) {
				try (InputStream content = resource.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(content).path("properties")) {
						String name = property.path("name").asString("");
						if (name.startsWith("pusher.") && !property.has("deprecation")) {
							names.add(name);
						}
					}
				}
			}
		}
		catch (IOException | JacksonException ex) {
			// no suggestion
		}
		return new KnownProperties(names);
	}

	/**
	 * Return the known name that is most similar to a name.
	 * @param name the name
	 * @return the most similar name, or {@code null} if there is none
	 */
	@Nullable String nearest(String name) {
		Matcher ofApp = OF_APP.matcher(name);
		if (ofApp.matches()) {
			String nearest = nearest("pusher." + ofApp.group(2));
			return (nearest != null) ? "pusher." + ofApp.group(1) + nearest.substring("pusher".length()) : null;
		}
		String spelling = spelling(name);
		return this.names.stream()
			.min(Comparator.comparingInt((known) -> distance(spelling, spelling(known))))
			.orElse(null);
	}

	// as with relaxed binding
	private static String spelling(String name) {
		return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the edit distance between two texts.
	 */
	private static int distance(String text, String other) {
		int[] previous = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= text.length(); i++) {
			int[] current = new int[other.length() + 1];
			current[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int replaced = previous[j - 1] + ((text.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
			}
			previous = current;
		}
		return previous[other.length()];
	}

}
