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

package dev.pusherspring.stress;

import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Counts unexpected failures that the client logs.
 */
final class UnexpectedFailures extends AppenderBase<ILoggingEvent> {

	private final AtomicInteger count;

	private UnexpectedFailures(AtomicInteger count) {
		this.count = count;
	}

	static void count(AtomicInteger count) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		UnexpectedFailures appender = new UnexpectedFailures(count);
		appender.setContext(context);
		appender.start();
		context.getLogger("dev.pusherspring").setLevel(Level.ERROR);
		context.getLogger("dev.pusherspring").setAdditive(false);
		context.getLogger("dev.pusherspring").addAppender(appender);
	}

	@Override
	protected void append(ILoggingEvent event) {
		if (event.getFormattedMessage().startsWith("Unexpected failure")) {
			this.count.incrementAndGet();
			System.err.println(event.getFormattedMessage() + ": " + event.getThrowableProxy());
		}
	}

}
