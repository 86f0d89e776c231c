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

package dev.pusherspring.benchmarks.contender;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application without any code, to be started with and without this project
 * on its classpath. It is configured with system properties.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartUp {

	/**
	 * Start the application, print the time since the start of the JVM, and exit.
	 * @param args none
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(StartUp.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF).run();
		double millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
		double cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e6;
		System.out.println("RESULT millis=" + millis + " cpu=" + cpu);
		Runtime.getRuntime().halt(0);
	}

}
