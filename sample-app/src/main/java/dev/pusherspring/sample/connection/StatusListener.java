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

package dev.pusherspring.sample.connection;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSignInSucceededEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.sample.live.LiveFeed;
import dev.pusherspring.sample.live.LiveSource;

/**
 * Keeps the page up to date about state, channels and members. One method may listen for
 * several kinds of event.
 */
@Component
class StatusListener implements LiveSource {

	private final PusherClient client;

	private final LiveFeed live;

	StatusListener(PusherClient client, LiveFeed live) {
		this.client = client;
		this.live = live;
	}

	@EventListener({ PusherConnectionStateEvent.class, PusherSubscriptionSucceededEvent.class,
			PusherSubscriptionErrorEvent.class, PusherMemberAddedEvent.class, PusherMemberRemovedEvent.class,
			PusherSignInSucceededEvent.class, PusherSignInErrorEvent.class })
	void onChange() {
		this.live.refresh(this);
	}

	@Override
	public String type() {
		return "status";
	}

	@Override
	public Object current() {
		return ClientStatus.of(this.client);
	}

}
