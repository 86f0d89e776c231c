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

package dev.pusherspring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files of the checkout, without what builds and tools leave there.
 */
final class ProjectFiles {

	/**
	 * The root of the checkout. Tests run in the directory of their module.
	 */
	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".idea");

	private ProjectFiles() {
	}

	/**
	 * Return the files whose path from the root matches an expression.
	 * @param regex the expression
	 * @return the absolute paths, sorted
	 */
	static List<Path> matching(String regex) {
		List<Path> files = new ArrayList<>();
		try {
			Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
					return NOT_OURS.contains(directory.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE
							: FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					if (ROOT.relativize(file).toString().matches(regex)) {
						files.add(file);
					}
					return FileVisitResult.CONTINUE;
				}

			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files.stream().sorted().toList();
	}

	/**
	 * Return the pages for users and contributors.
	 * @return the absolute paths, sorted
	 */
	static List<Path> pages() {
		return matching("(docs/)?[^/]+\\.md");
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
