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

package dev.pusherspring.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.pusherspring.benchmarks.report.Plan.Measurement;

/**
 * The report as a page in Markdown.
 */
final class Report {

	private static final Map<String, String> NAMES = Map.of(Plan.OURS, "ours, `@PusherListener`", Plan.EVENTS,
			"ours, `@EventListener`", Plan.TYPED, "ours, `@PusherListener` with a record", Plan.THEIRS,
			"pusher-java-client", Plan.DECODING, "blocking socket + envelope decoding", Plan.SOCKET,
			"blocking socket, no decoding (limit)");

	private final Results results;

	private final Plan plan;

	private final long seconds;

	private final StringBuilder text = new StringBuilder();

	Report(Results results, Plan plan, long seconds) {
		this.results = results;
		this.plan = plan;
		this.seconds = seconds;
	}

	String text() {
		line("# Results");
		line("");
		line("Written by `benchmarks/run%s`, which took %d s. Each figure is the median of its rounds, with the"
			.formatted(this.plan.isQuick() ? " --quick" : "", this.seconds));
		line("minimum and the maximum in parentheses. Contenders alternate, each in its own JVM (G1, 512 MB of heap),");
		line("with a server in another JVM that writes prepared frames to the loopback interface. Ratios are");
		line("calculated within a round. They are more meaningful than absolute figures, which depend on the");
		line("machine and its load.");
		line("");
		Environment.lines().forEach((line) -> line("- " + line));
		goals();
		throughput();
		latency();
		publishing();
		others();
		microBenchmarks();
		if (!this.results.failures().isEmpty()) {
			line("");
			line("## Failures");
			line("");
			this.results.failures().forEach((failure) -> line("- " + failure.lines().findFirst().orElse("")));
		}
		line("");
		this.text.append(findings());
		return this.text.toString();
	}

	private void goals() {
		heading("Goals", "benchmarks/run");
		line("| what | goal | reached |");
		line("|---|---|---|");
		new Goals(this.results).all().forEach((goal) -> line(goal.row()));
	}

	private void throughput() {
		heading("Events per second, saturated", "benchmarks/run --only=throughput");
		line("The limit is measured to show that the server is not the bottleneck. A payload is converted to");
		line("an object only if the name says so; all other listeners receive text.");
		for (Measurement measurement : this.plan.measurements()) {
			if (measurement.kind().equals("throughput")) {
				throughput(measurement);
			}
		}
	}

	private void throughput(Measurement measurement) {
		line("");
		line("**%s, %,d bytes, %,d channels**".formatted(measurement.tls() ? "wss" : "ws",
				measurement.arguments().get(0), measurement.arguments().get(1)));
		line("");
		line("| | 1,000 events/s | against pusher-java-client | share of the blocking socket's rate | CPU µs/event "
				+ "| bytes allocated/event |");
		line("|---|---|---|---|---|---|");
		for (String contender : measurement.contenders()) {
			String name = measurement.name();
			line("| %s | %s | %s | %s | %s | %s |".formatted(NAMES.get(contender),
					this.results.get(name, contender, "rate").text(1e-3, 0),
					this.results.ratio(name, contender, Plan.THEIRS, "rate").text(1, 1) + "x", share(name, contender),
					this.results.get(name, contender, "cpu").text(1e-3, 2),
					this.results.get(name, contender, "bytes").text(1, 0)));
		}
	}

	private String share(String measurement, String contender) {
		Sample share = this.results.ratio(measurement, contender, Plan.SOCKET, "rate");
		return share.isEmpty() ? "–" : share.text(100, 0) + " %";
	}

	private void latency() {
		heading("Latency from the server's send to the listener", "benchmarks/run --only=latency");
		line("| | events/s | p50 µs | p99 µs | p99.9 µs | CPU µs/event |");
		line("|---|---|---|---|---|---|");
		for (Measurement measurement : this.plan.measurements()) {
			if (!measurement.kind().equals("latency")) {
				continue;
			}
			for (String contender : measurement.contenders()) {
				line("| %s | %,d | %s | %s | %s | %s |".formatted(NAMES.get(contender), measurement.arguments().get(0),
						figure(measurement, contender, "p50", 1e-3, 0), figure(measurement, contender, "p99", 1e-3, 0),
						figure(measurement, contender, "p999", 1e-3, 0),
						figure(measurement, contender, "cpu", 1e-3, 0)));
			}
		}
	}

	private String figure(Measurement measurement, String contender, String name, double scale, int digits) {
		return this.results.get(measurement.name(), contender, name).text(scale, digits);
	}

	private void publishing() {
		heading("Publishing, answer awaited", "benchmarks/run --only=publish");
		line("| | threads | events per call | events/s | against pusher-http-java | CPU µs/call, the server's included "
				+ "| bytes allocated/call |");
		line("|---|---|---|---|---|---|---|");
		for (Measurement measurement : this.plan.measurements()) {
			if (!measurement.kind().equals("publish")) {
				continue;
			}
			for (String contender : measurement.contenders()) {
				line("| %s | %d | %d | %s | %s | %s | %s |".formatted(contender, measurement.arguments().get(0),
						measurement.arguments().get(1), figure(measurement, contender, "rate", 1, 0),
						this.results.ratio(measurement.name(), contender, Plan.OFFICIAL, "rate").text(1, 1) + "x",
						figure(measurement, contender, "cpu", 1e-3, 0), figure(measurement, contender, "bytes", 1, 0)));
			}
		}
		line("");
		line("The server is the embedded server, in the JVM of the publisher. Only allocations of the publishing");
		line("threads are counted. `rest-client-jdk` and `rest-client-simple` are Spring's RestClient on the JDK's");
		line("two clients.");
	}

	private void others() {
		heading("Subscriptions, memory, threads, start",
				"benchmarks/run --only=private` and with `recovery`, `channels`, `blocked`, `first`, `start-up");
		int recovered = this.plan.isQuick() ? 200 : 1000;
		line("| | ours | pusher-java-client |");
		line("|---|---|---|");
		row("50 private channels, 100 ms per authorization: s to the last subscription", "private channels", "seconds",
				1, 2);
		row("p99 latency of public events during that time, ms", "private channels", "p99meanwhile", 1e-6, 1);
		row("%,d private channels, 20 ms per authorization: s to the last subscription".formatted(recovered),
				"recovery", "first", 1, 2);
		row("the same after a lost connection: s from the loss", "recovery", "again", 1, 2);
		line("| the same two with batches, which an endpoint has to understand | %s and %s | – |".formatted(
				this.results.get("recovery", Plan.BATCHES, "first").text(1, 2),
				this.results.get("recovery", Plan.BATCHES, "again").text(1, 2)));
		row("heap per subscribed public channel, bytes (10,000 channels)", "channels", "bytes", 1, 0);
		row("threads of a connected client", "channels", "threads", 1, 0);
		row("heap used while a listener blocks for 5 s and 200,000 events of 2 KB arrive, MB", "blocked", "megabytes",
				1, 0);
		row("JVM start to first event in a listener, ms", "first event", "millis", 1, 0);
		line("");
		line("| Spring Boot application without a web server | ms until started |");
		line("|---|---|");
		line("| `spring-boot-starter` | %s |".formatted(startUp("plain")));
		line("| and the libraries that this starter brings (Jackson, RestClient, spring-websocket) | %s |"
			.formatted(startUp("libraries")));
		line("| and this starter | %s |".formatted(startUp("starter")));
		Goals goals = new Goals(this.results);
		line("");
		line("The starter costs %s ms, of which %s ms are its own.".formatted(goals.startUpCost("plain").text(1, 0),
				goals.startUpCost("libraries").text(1, 0)));
	}

	private void row(String what, String measurement, String name, double scale, int digits) {
		line("| %s | %s | %s |".formatted(what, this.results.get(measurement, Plan.OURS, name).text(scale, digits),
				this.results.get(measurement, Plan.THEIRS, name).text(scale, digits)));
	}

	private String startUp(String application) {
		return this.results.get(Suite.START_UP, application, "millis").text(1, 0);
	}

	private void microBenchmarks() {
		heading("Single steps", new MicroBenchmarks(this.plan.isQuick()).command());
		line("| JMH benchmark | ns | bytes allocated |");
		line("|---|---|---|");
		for (String name : this.results.contenders(MicroBenchmarks.MEASUREMENT)) {
			line("| %s | %s | %s |".formatted(name,
					this.results.get(MicroBenchmarks.MEASUREMENT, name, "nanos").text(1, 0),
					this.results.get(MicroBenchmarks.MEASUREMENT, name, "bytes").text(1, 0)));
		}
	}

	private void heading(String title, String command) {
		for (String line : List.of("", "## " + title, "", "`" + command + "`", "")) {
			line(line);
		}
	}

	// explanations that are written by hand
	private static String findings() {
		try (InputStream in = Report.class.getResourceAsStream("findings.md")) {
			return (in != null) ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void line(String line) {
		this.text.append(line).append('\n');
	}

}
