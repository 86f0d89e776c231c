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

package dev.pusherspring.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Member}, {@link User} and {@link PrintableText}.
 */
class MemberTests {

	private final Member member = member("42", "{\"name\":\"planted\"}");

	@Test
	void itsInfoIsReadAsWhateverTypeIsAskedFor() {
		assertThat(this.member.getId()).isEqualTo("42");
		assertThat(this.member.getInfo()).isEqualTo("{\"name\":\"planted\"}");
		assertThat(this.member.getInfo(Info.class)).isEqualTo(new Info("planted"));
		assertThat(this.member.getInfo(new ParameterizedTypeReference<Map<String, String>>() {
		})).isEqualTo(Map.of("name", "planted"));
	}

	@Test
	void mayHaveNoInfo() {
		assertThat(member("42", null).getInfo()).isNull();
		assertThat(member("42", null).getInfo(Info.class)).isNull();
	}

	@Test
	void infoOfAnotherTypeIsRefusedWithoutQuotingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> member("4\n2", "[\"planted\"]").getInfo(Info.class))
			.withMessage("The info of member '4\\u000a2' cannot be read as " + Info.class.getName())
			.withNoCause();
	}

	@Test
	void aNumberOutOfRangeIsRefusedWithoutQuotingIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> member("42", "1e99999999999").getInfo(BigDecimal.class))
			.withMessage("The info of member '42' cannot be read as java.math.BigDecimal")
			.withNoCause();
	}

	@Test
	void isTheSameWithTheSameIdAndInfo() {
		assertThat(member("42", "1")).isEqualTo(member("42", "1"))
			.hasSameHashCodeAs(member("42", "1"))
			.isNotEqualTo(member("42", "2"))
			.isNotEqualTo(member("43", "1"))
			.isNotEqualTo("42")
			.doesNotHaveSameHashCodeAs(member("43", "1"))
			.doesNotHaveSameHashCodeAs(member("42", "2"));
	}

	@Test
	void showsItsIdOnly() {
		assertThat(this.member).hasToString("Member[id=42]");
		assertThat(new User("42", "planted")).hasToString("User[id=42]");
	}

	@Test
	void textOfAServerIsShownOnOneLineOfLimitedLength() {
		assertThat(PrintableText.of(null)).isEqualTo("null");
		assertThat(PrintableText.of("a\r\n\u2028\u202eb")).isEqualTo("a\\u000d\\u000a\\u2028\\u202eb");
		assertThat(PrintableText.of("x".repeat(500))).isEqualTo("x".repeat(500));
		assertThat(PrintableText.of("x".repeat(501))).isEqualTo("x".repeat(500) + "...");
	}

	@Test
	void namesOfRestrictedChannelsAreFoundInAText() {
		assertThat(ChannelName.restrictedIn("Denied: private-a.b, presence-c; not public-d or xprivate-e."))
			.containsExactlyInAnyOrderElementsOf(List.of("private-a.b", "presence-c"));
	}

	@Test
	void clientEventsNeedAChannelThatTheServerCanTellTheSendersOf() {
		assertThat(ChannelKind.values()).filteredOn(ChannelKind::permitsClientEvents)
			.containsExactly(ChannelKind.PRIVATE, ChannelKind.PRESENCE);
	}

	private static Member member(String id, String info) {
		return new Member(id, info, JsonMapper.shared());
	}

	record Info(String name) {

	}

}
