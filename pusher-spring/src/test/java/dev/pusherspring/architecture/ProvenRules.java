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

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks rules that are known to work: each one has to find a violation that was planted
 * for it before it is applied to the project.
 */
public final class ProvenRules {

	private static final Pattern NAME = Pattern.compile("package ([\\w.]+);.*?(?:class|interface) (\\w+)");

	private final JavaClasses classes;

	/**
	 * Create a new {@link ProvenRules} instance.
	 * @param classes the classes that have to follow the rules
	 */
	public ProvenRules(JavaClasses classes) {
		this.classes = classes;
	}

	/**
	 * Check a rule.
	 * @param rule the rule
	 * @param sources sources of classes that break it; names of those at fault begin with
	 * {@code Planted}
	 */
	public void check(ArchRule rule, String... sources) {
		assertThat(rule.evaluate(compile(sources)).getFailureReport().getDetails())
			.as("What the rule says about the violation planted for it")
			.anyMatch((detail) -> detail.contains("Planted"));
		rule.check(this.classes);
	}

	private static JavaClasses compile(String... sources) {
		Path directory = null;
		try {
			directory = Files.createTempDirectory("planted");
			JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
			StringWriter problems = new StringWriter();
			List<String> options = List.of("-d", directory.toString(), "-classpath",
					System.getProperty("java.class.path"), "-proc:none");
			assertThat(compiler
				.getTask(problems, null, null, options, null, Arrays.stream(sources).map(Source::new).toList())
				.call()).as(() -> problems.toString()).isTrue();
			return new ClassFileImporter().importPath(directory);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			FileSystemUtils.deleteRecursively((directory != null) ? directory.toFile() : null);
		}
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		private Source(String text) {
			super(address(text), JavaFileObject.Kind.SOURCE);
			this.text = text;
		}

		private static URI address(String text) {
			Matcher name = NAME.matcher(text);
			assertThat(name.find()).as(text).isTrue();
			return URI.create("planted:///" + name.group(1).replace('.', '/') + "/" + name.group(2) + ".java");
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
