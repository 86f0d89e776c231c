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

package dev.pusherspring.event;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

import dev.pusherspring.client.Member;
import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;

/**
 * Base class of the events about members of presence channels.
 *
 * @since 1.0.0
 */
public abstract class PusherMemberEvent extends PusherChannelEvent {

	private final transient Member member;

	/**
	 * Create a new {@link PusherMemberEvent} instance.
	 * @param source the client
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param member the member
	 */
	protected PusherMemberEvent(PusherClient source, String channel, String event, Member member) {
		super(source, channel, event);
		this.member = member;
	}

	/**
	 * Return the member.
	 * @return the member
	 */
	public Member getMember() {
		return this.member;
	}

	/**
	 * Return the info of the member as an object.
	 * @param type the type
	 * @return the object; if the member has no info, {@code null}, or an empty
	 * {@code Optional} for a type of {@code Optional}
	 * @throws PayloadConversionException if the info does not fit the type
	 */
	public @Nullable Object getInfo(PayloadType type) {
		try {
			return type.read(this.member.getInfo(),
					(content) -> this.member.getInfo(ParameterizedTypeReference.forType(content)));
		}
		catch (IllegalArgumentException ex) {
			throw new PayloadConversionException(String.valueOf(ex.getMessage()), null);
		}
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[channel=" + PrintableText.of(getChannel()) + ", member="
				+ PrintableText.of(this.member.getId()) + "]";
	}

}
