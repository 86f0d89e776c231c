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

package dev.pusherspring.docs;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.pattern.PusherEventNameFormatter;

@Configuration(proxyBeanMethods = false)
class Chat {

	private static final Log logger = LogFactory.getLog(Chat.class);

	@PusherListener(channels = "chatrooms.*.v2", events = "App\\Events\\ChatMessageEvent")
	void onChat(ChatMessage message, @ChannelName String channel) {
		logger.info(channel + ": " + message.text());
	}

	@PusherListener(channels = "presence-room", events = "pusher:member_added")
	void onJoin(PusherMemberAddedEvent event) {
		logger.info(event.getMember().getId() + " is there");
	}

	@Bean
	PusherEventNameFormatter eventNames() {
		return PusherEventNameFormatter.laravel();
	}

	record ChatMessage(String text) {

	}

}
