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

package dev.pusherspring.smoke.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.core.io.ClassPathResource;

/**
 * Chromium without a window, as installed on this machine.
 *
 * @since 1.0.0
 */
public final class HeadlessBrowser implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final ChromeDriver driver;

	private HeadlessBrowser(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Start the browser. Without one the test is skipped, but fails where continuous
	 * integration should have installed it.
	 * @return the browser
	 */
	public static HeadlessBrowser start() throws IOException {
		Optional<File> browser = find("chromium", "chromium-browser", "google-chrome");
		Optional<File> driver = find("chromedriver");
		if (browser.isEmpty() || driver.isEmpty()) {
			String missing = "Chromium and chromedriver are not installed";
			if (Boolean.parseBoolean(System.getenv("CI"))) {
				Assertions.fail(missing);
			}
			Assumptions.abort(missing);
		}
		Files.createDirectories(SCREENSHOTS);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.get());
		// as root and in containers there is neither a sandbox nor much shared memory
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--no-first-run", "--disable-background-networking", "--disable-component-update", "--lang=en");
		options.addArguments(
				"--user-data-dir=" + Files.createTempDirectory(Path.of("target"), "browser-").toAbsolutePath());
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, java.util.logging.Level.ALL);
		options.setCapability("goog:loggingPrefs", logging);
		// an explicit path: nothing is looked for, let alone downloaded
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(driver.get())
			.usingAnyFreePort()
			.withLogFile(Path.of("target", "chromedriver.log").toFile())
			.build();
		ChromeDriver started = new ChromeDriver(service, options);
		started.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
		return new HeadlessBrowser(started);
	}

	private static Optional<File> find(String... commands) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.of(commands)
			.flatMap((command) -> Stream.of(path.split(File.pathSeparator)).map((folder) -> new File(folder, command)))
			.filter(File::canExecute)
			.findFirst();
	}

	public void open(String url, int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
		this.driver.get(url);
	}

	/**
	 * Forget the cookies of the page's host.
	 */
	public void forget() {
		this.driver.manage().deleteAllCookies();
	}

	/**
	 * Say what the user prefers. Without motion nothing is half shown.
	 * @param colorScheme light or dark
	 */
	public void prefer(String colorScheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme),
						Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
	}

	public void click(String css) {
		this.driver.findElement(By.cssSelector(css)).click();
	}

	public void type(String css, String text) {
		WebElement field = this.driver.findElement(By.cssSelector(css));
		field.clear();
		field.sendKeys(text);
	}

	public void choose(String css, String option) {
		this.driver.findElement(By.cssSelector(css))
			.findElements(By.tagName("option"))
			.stream()
			.filter((candidate) -> candidate.getText().equals(option))
			.findFirst()
			.orElseThrow()
			.click();
	}

	/**
	 * Return the text of the first element.
	 * @param css selects it
	 * @return its text, empty if there is none
	 */
	public String text(String css) {
		return String
			.valueOf(evaluate("const e = document.querySelector(arguments[0]); return e ? e.innerText : ''", css));
	}

	/**
	 * Return the texts of all elements.
	 * @param css selects them
	 * @return their texts, white space made single spaces
	 */
	public List<String> texts(String css) {
		Object texts = evaluate("return [...document.querySelectorAll(arguments[0])]"
				+ ".map((e) => e.innerText.replace(/\\s+/g, ' ').trim())", css);
		return ((List<?>) texts).stream().map(String::valueOf).toList();
	}

	public Object evaluate(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	/**
	 * Return what the browser complains about.
	 * @return errors that scripts did not handle and resources that did not load
	 */
	public List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	/**
	 * Return what keeps people from using the page, as axe-core sees it.
	 * @return the rules that are broken, each with the first element that breaks it
	 */
	public List<String> barriers() throws IOException {
		evaluate(new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8));
		Object barriers = this.driver.executeAsyncScript("const done = arguments[0]; axe.run().then((result) => "
				+ "done(result.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html}`)))");
		return ((List<?>) barriers).stream().map(String::valueOf).toList();
	}

	/**
	 * Keep what the page looks like, from its top to its end.
	 * @param name name of the file without extension
	 */
	public void screenshot(String name) throws IOException {
		Object height = evaluate("return document.documentElement.scrollHeight");
		Object width = evaluate("return document.documentElement.clientWidth");
		Map<String, Object> answer = this.driver.executeCdpCommand("Page.captureScreenshot",
				Map.of("format", "png", "captureBeyondViewport", true, "clip",
						Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
		Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
