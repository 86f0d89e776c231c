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

package dev.pusherspring.testsupport;

import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Takes the image that the environment variable {@code SOKETI_IMAGE} names for soketi's
 * published one, so that examples run here as they stand in the documentation.
 * Testcontainers finds this class by {@code testcontainers.properties}.
 */
public final class SoketiImageSubstitutor extends ImageNameSubstitutor {

	@Override
	public DockerImageName apply(DockerImageName original) {
		String image = System.getenv("SOKETI_IMAGE");
		boolean soketi = original.getUnversionedPart().equals("quay.io/soketi/soketi");
		return (image != null && soketi) ? DockerImageName.parse(image).asCompatibleSubstituteFor(original) : original;
	}

	@Override
	protected String getDescription() {
		return "soketi's image by SOKETI_IMAGE";
	}

}
