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

package dev.pusherspring.smoke.telemetry;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The queries of the dashboard in {@code docs/grafana}.
 *
 * @param expressions in the language of Prometheus
 */
record Dashboard(List<String> expressions) {

	private static final Path FILE = Path.of("../../docs/grafana/pusher-channels.json");

	private static final Pattern SELECTOR = Pattern.compile("(pusher_[a-z_]+)\\{([^}]*)}");

	private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");

	private static final Pattern LABEL = Pattern.compile("([a-z_]+)=");

	static Dashboard read() {
		JsonNode dashboard = JsonMapper.shared().readTree(FILE.toFile());
		return new Dashboard(dashboard.findValuesAsString("expr").stream().map(Dashboard::withoutVariables).toList());
	}

	private static String withoutVariables(String expression) {
		return expression.replace("$__rate_interval", "5m").replace("$job", ".*").replace("$app", ".*");
	}

	void requireExisting(Samples samples) {
		for (String expression : this.expressions) {
			SELECTOR.matcher(expression).results().forEach((selector) -> {
				assertThat(samples.labels()).as(expression).containsKey(selector.group(1));
				assertThat(samples.labels().get(selector.group(1))).as(expression)
					.containsAll(labels(selector, expression));
			});
		}
	}

	private static Set<String> labels(MatchResult selector, String expression) {
		Set<String> labels = new TreeSet<>();
		LABEL.matcher(selector.group(2)).results().forEach((label) -> labels.add(label.group(1)));
		GROUPING.matcher(expression)
			.results()
			.forEach((grouping) -> labels.addAll(List.of(grouping.group(1).split(", "))));
		// Prometheus adds it
		labels.remove("job");
		return labels;
	}

}
