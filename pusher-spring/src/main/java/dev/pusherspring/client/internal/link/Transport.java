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
 * A way to reach the server, such as a WebSocket or HTTP streaming. Opens links.
 *
 * @since 1.0.0
 */
public interface Transport {

	/**
	 * Return the name of the transport as configuration spells it, such as {@code ws}.
	 * @return the name
	 */
	String getName();

	/**
	 * Return a description of the server for logs and messages: scheme, host and port.
	 * @return the description
	 */
	String getServer();

	/**
	 * Start to open a link. Never blocks and never throws: whatever goes wrong is
	 * reported to the listener.
	 * @param listener receives what happens on the link, always on the {@link EventLoop}
	 * @return the link, on which only {@link Link#close} may be called before it is open
	 */
	Link open(LinkListener listener);

	/**
	 * Let go of threads and pools kept between links. The transport stays usable.
	 */
	void release();

}
