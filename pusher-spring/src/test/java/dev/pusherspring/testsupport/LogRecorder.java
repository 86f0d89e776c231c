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

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged at any level between opening and closing, as text.
 */
public final class LogRecorder extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final StringBuffer text = new StringBuffer();

	private final List<Logger> loggers;

	/**
	 * Start to record.
	 * @param names names of the loggers that log everything meanwhile
	 */
	public LogRecorder(String... names) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		this.loggers = List.of(names).stream().map(context::getLogger).toList();
		setContext(context);
		start();
		for (Logger logger : this.loggers) {
			logger.setLevel(Level.TRACE);
			logger.addAppender(this);
		}
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.text.append(event.getLevel())
			.append(' ')
			.append(event.getLoggerName())
			.append(' ')
			.append(event.getFormattedMessage())
			.append('\n');
		if (event.getThrowableProxy() != null) {
			this.text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
		}
	}

	/**
	 * Return what has been logged.
	 * @return lines of text
	 */
	public String text() {
		return this.text.toString();
	}

	@Override
	public void close() {
		for (Logger logger : this.loggers) {
			logger.setLevel(null);
			logger.detachAppender(this);
		}
		stop();
	}

}
