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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads tables of the project's README.
 */
final class ReadmeTable {

	// tests run in the directory of their module
	private static final Path README = Path.of("..", "README.md");

	private ReadmeTable() {
	}

	/**
	 * Return the rows of which the first cell starts with a text.
	 * @param start the text
	 * @return the rows, from top to bottom
	 */
	static List<Row> rows(String start) {
		try {
			return Files.readAllLines(README)
				.stream()
				.filter((line) -> line.startsWith("| " + start))
				.map((line) -> new Row(Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList()))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A row.
	 *
	 * @param cells text of the cells
	 */
	record Row(List<String> cells) {

		String cell(int index) {
			return (index < this.cells.size()) ? this.cells.get(index) : "";
		}

		String code(int index) {
			return cell(index).replace("`", "");
		}

	}

}
