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

package dev.pusherspring.publish.annotation;

import org.springframework.context.ApplicationEvent;

/**
 * Published when an application event that is annotated with
 * {@link PublishedToPusher @PublishedToPusher} was not published to Pusher, or may not
 * have been. Published on the thread that detected the failure. {@link #toString()} does
 * not include the application event.
 *
 * @since 1.0.0
 */
public class PublishedToPusherFailedEvent extends ApplicationEvent {

	private final transient Throwable failure;

	/**
	 * Create a new {@link PublishedToPusherFailedEvent} instance.
	 * @param source the application event that was not published
	 * @param failure the failure, usually a
	 * {@link dev.pusherspring.publish.PublishException}
	 */
	public PublishedToPusherFailedEvent(Object source, Throwable failure) {
		super(source);
		this.failure = failure;
	}

	/**
	 * Return the failure.
	 * @return the exception
	 */
	public Throwable getFailure() {
		return this.failure;
	}

	@Override
	public String toString() {
		return "PublishedToPusherFailedEvent[event=" + getSource().getClass().getName() + "]";
	}

}
