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

package dev.pusherspring.client.internal.link;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Opens links to the server in one way, such as a WebSocket or HTTP streaming.
 *
 * @since 1.0.0
 */
public interface Transport {

	/**
	 * Return the name of the transport as used in the configuration, such as {@code ws}.
	 * @return the name
	 */
	String getName();

	/**
	 * Return a description of the server for logs and messages: scheme, host and port.
	 * @return the description
	 */
	String getServer();

	/**
	 * Start opening a link. Does not block and does not throw an exception: failures are
	 * reported to the listener.
	 * @param listener the listener of the link, called on the {@link EventLoop}
	 * @return the link. Only {@link Link#close} may be called before it is open
	 */
	Link open(LinkListener listener);

	/**
	 * Release threads and pools kept between links. The transport remains usable.
	 */
	void release();

}
