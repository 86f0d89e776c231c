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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param page path of the page, from the root of the project
 * @param line number of its first line, after the fence
 * @param language what stands behind the fence, empty if nothing does
 * @param lines the lines between the fences
 */
record Block(String page, int line, String language, List<String> lines) {

	private static final String FENCE = "```";

	/**
	 * Return the blocks of all pages for users and contributors.
	 * @return the blocks
	 */
	static List<Block> all() {
		return pages().stream().flatMap((page) -> read(page).stream()).toList();
	}

	/**
	 * Return the pages for users and contributors, from the root of the project.
	 * @return the paths
	 */
	static List<Path> pages() {
		try (Stream<Path> top = Files.list(ProjectFiles.ROOT);
				Stream<Path> docs = Files.walk(ProjectFiles.ROOT.resolve("docs"))) {
			return Stream.concat(top, docs).filter((path) -> path.toString().endsWith(".md")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Block> read(Path page) {
		return parse(ProjectFiles.ROOT.relativize(page).toString(), ProjectFiles.lines(page));
	}

	static List<Block> parse(String page, List<String> lines) {
		List<Block> blocks = new ArrayList<>();
		int start = -1;
		for (int i = 0; i < lines.size(); i++) {
			if (!lines.get(i).strip().startsWith(FENCE)) {
				continue;
			}
			if (start < 0) {
				start = i;
			}
			else {
				String language = lines.get(start).strip().substring(FENCE.length()).strip();
				blocks.add(new Block(page, start + 2, language, lines.subList(start + 1, i)));
				start = -1;
			}
		}
		if (start >= 0) {
			throw new IllegalStateException("%s:%d: the block has no end".formatted(page, start + 1));
		}
		return blocks;
	}

	String place() {
		return this.page + ":" + this.line;
	}

	@Override
	public String toString() {
		return place() + " " + this.language;
	}

}
