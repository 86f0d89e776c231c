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

package dev.pusherspring.client.internal.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Member;
import dev.pusherspring.client.internal.channel.Membership.Change;
import dev.pusherspring.client.internal.protocol.ChannelMessages;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Membership}.
 */
class MembershipTests {

	private final Membership membership = new Membership(5);

	@Test
	void nobodyIsPresentBeforeTheFirstConfirmation() {
		assertThat(this.membership.getMembers()).isEmpty();
		assertThat(this.membership.getCount()).isZero();
		assertThat(this.membership.getMe()).isNull();
		assertThat(this.membership.getMember("1")).isNull();
	}

	@Test
	void theFirstConfirmationTellsOfNoChange() {
		assertThat(confirm("1", "2")).isEmpty();
		assertThat(ids()).containsExactlyInAnyOrder("1", "2");
		assertThat(this.membership.getCount()).isEqualTo(2);
	}

	@Test
	void meIsTheMemberThatTheAuthorizationWasFor() {
		this.membership.authorizedAs("2");
		assertThat(this.membership.getMe()).isNull();
		confirm("1", "2");
		assertThat(this.membership.getMe()).isEqualTo(member("2"));
	}

	@Test
	void nobodyIsKnownToBePresentAfterALoss() {
		this.membership.authorizedAs("1");
		confirm("1", "2");
		this.membership.lost();
		assertThat(this.membership.getMembers()).isEmpty();
		assertThat(this.membership.getCount()).isZero();
		assertThat(this.membership.getMe()).isNull();
	}

	@Test
	void everyResubscriptionTellsWhoHasComeAndLeftMeanwhile() {
		confirm("1", "2", "3");
		this.membership.lost();
		assertThat(confirm("1", "3", "4")).containsExactly(new Change(false, member("2")),
				new Change(true, member("4")));
		assertThat(ids()).containsExactlyInAnyOrder("1", "3", "4");
		this.membership.lost();
		assertThat(confirm("4")).containsExactlyInAnyOrder(new Change(false, member("1")),
				new Change(false, member("3")));
		this.membership.lost();
		assertThat(confirm("4")).isEmpty();
	}

	@Test
	void membersWhoCameAndLeftWhileSubscribedAreNotToldAgain() {
		confirm("1", "2");
		this.membership.added(member("3"));
		this.membership.removed(member("2"));
		this.membership.lost();
		assertThat(confirm("1", "3")).isEmpty();
	}

	@Test
	void aLossBeforeTheConfirmationKeepsWhatWasKnownBefore() {
		confirm("1", "2");
		this.membership.lost();
		this.membership.lost();
		assertThat(confirm("1")).containsExactly(new Change(false, member("2")));
	}

	@Test
	void afterAnUnsubscriptionNothingIsCompared() {
		confirm("1", "2");
		this.membership.lost();
		this.membership.forget();
		assertThat(confirm("3")).isEmpty();
	}

	@Test
	void aMemberWhoIsAddedAgainChangesItsInfoAndNotTheCount() {
		confirm("1");
		this.membership.added(new Member("1", "{\"name\":\"new\"}", JsonMapper.shared()));
		assertThat(this.membership.getCount()).isEqualTo(1);
		assertThat(this.membership.getMember("1"))
			.isEqualTo(new Member("1", "{\"name\":\"new\"}", JsonMapper.shared()));
	}

	@Test
	void aMemberWhoLeavesIsReturnedWithItsInfo() {
		this.membership.confirmed(Map.of("1", new Member("1", "{\"name\":\"Ann\"}", JsonMapper.shared())));
		assertThat(this.membership.removed(member("1")))
			.isEqualTo(new Member("1", "{\"name\":\"Ann\"}", JsonMapper.shared()));
		assertThat(this.membership.removed(member("1"))).isNull();
		assertThat(this.membership.getCount()).isZero();
	}

	@Test
	void thoseBeyondTheLimitAreCountedAndNotKept() {
		this.membership.authorizedAs("7");
		confirm("1", "2", "3", "4", "5", "6", "7");
		assertThat(this.membership.isOverLimit()).isTrue();
		assertThat(this.membership.getMembers()).hasSize(5);
		assertThat(this.membership.getMe()).isEqualTo(member("7"));
		assertThat(this.membership.getCount()).isEqualTo(7);
		this.membership.added(member("8"));
		assertThat(this.membership.getMembers()).hasSize(5);
		assertThat(this.membership.getMember("8")).isNull();
		assertThat(this.membership.getCount()).isEqualTo(8);
		this.membership.added(member("7"));
		assertThat(this.membership.getCount()).isEqualTo(8);
		for (int id = 1; id <= 7; id++) {
			assertThat(this.membership.removed(member(String.valueOf(id)))).isNotNull();
			assertThat(this.membership.getCount()).isEqualTo(8 - id);
		}
		assertThat(this.membership.removed(member("8"))).isEqualTo(member("8"));
		assertThat(this.membership.getCount()).isZero();
		assertThat(this.membership.isOverLimit()).isFalse();
		assertThat(this.membership.removed(member("8"))).isNull();
		assertThat(this.membership.getCount()).isZero();
	}

	@Test
	void whereThereIsRoomAgainMembersAreKeptAgain() {
		confirm("1", "2", "3", "4", "5", "6");
		this.membership.removed(member("1"));
		this.membership.added(member("7"));
		assertThat(this.membership.getMember("7")).isEqualTo(member("7"));
		assertThat(this.membership.getCount()).isEqualTo(6);
	}

	@Test
	void afterALossOnlyThoseAreToldWhoCertainlyLeft() {
		confirm("1", "2", "3", "4", "5", "6");
		this.membership.lost();
		assertThat(this.membership.getCount()).isZero();
		List<Change> changes = confirm("2", "3", "4", "5", "6", "7");
		assertThat(changes).containsExactly(new Change(false, member("1")));
	}

	@Test
	void aSnapshotDoesNotChangeLater() {
		confirm("1");
		var snapshot = this.membership.getMembers();
		this.membership.added(member("2"));
		assertThat(snapshot).hasSize(1);
	}

	@Test
	void idsThatAreNumbersAreTheSameAsThoseThatAreStrings() {
		this.membership.authorizedAs(ChannelMessages.userId("{\"user_id\":10}"));
		this.membership.confirmed(ChannelMessages.members(succeeded("""
				{"presence":{"ids":[10,"11"],"hash":{"10":{"name":"Ann"},"11":null},"count":2}}"""),
				JsonMapper.shared()));
		assertThat(this.membership.getMe()).isEqualTo(new Member("10", "{\"name\":\"Ann\"}", JsonMapper.shared()));
		Member left = ChannelMessages.member(
				new Frame(ChannelMessages.MEMBER_REMOVED, "presence-a", "{\"user_id\":11}", null), JsonMapper.shared());
		assertThat(this.membership.removed(left)).isNotNull();
		assertThat(ids()).containsExactly("10");
	}

	@Test
	void numbersInUserInfoStayExact() {
		String info = """
				{"big":12345678901234567890,"price":1.10,"small":0.1000,"huge":123456789012345678901234567890.125}""";
		this.membership.confirmed(ChannelMessages.members(
				succeeded("{\"presence\":{\"ids\":[\"1\"],\"hash\":{\"1\":%s},\"count\":1}}".formatted(info)),
				JsonMapper.shared()));
		assertThat(this.membership.getMember("1")).isEqualTo(new Member("1", info, JsonMapper.shared()));
		Member added = ChannelMessages.member(
				new Frame(ChannelMessages.MEMBER_ADDED, "presence-a",
						"{\"user_id\":12345678901234567890,\"user_info\":%s}".formatted(info), null),
				JsonMapper.shared());
		assertThat(added).isEqualTo(new Member("12345678901234567890", info, JsonMapper.shared()));
	}

	@Test
	void aListWithoutIdsOrWithoutInfoIsEnough() {
		assertThat(ChannelMessages.members(succeeded("{\"presence\":{\"hash\":{\"1\":{\"a\":1}},\"count\":1}}"),
				JsonMapper.shared()))
			.containsExactly(Map.entry("1", new Member("1", "{\"a\":1}", JsonMapper.shared())));
		assertThat(ChannelMessages.members(succeeded("{\"presence\":{\"ids\":[\"1\"]}}"), JsonMapper.shared()))
			.containsExactly(Map.entry("1", new Member("1", null, JsonMapper.shared())));
		assertThat(ChannelMessages.members(succeeded("{}"), JsonMapper.shared())).isEmpty();
		assertThat(ChannelMessages.members(succeeded(null), JsonMapper.shared())).isEmpty();
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> ChannelMessages.members(succeeded("broken"), JsonMapper.shared()));
	}

	private List<Change> confirm(String... ids) {
		Map<String, Member> present = new LinkedHashMap<>();
		for (String id : ids) {
			present.put(id, member(id));
		}
		return this.membership.confirmed(present);
	}

	private List<String> ids() {
		List<String> ids = new ArrayList<>();
		this.membership.getMembers().forEach((member) -> ids.add(member.getId()));
		return ids;
	}

	private static Member member(String id) {
		return new Member(id, null, JsonMapper.shared());
	}

	private static Frame succeeded(String data) {
		return new Frame("pusher_internal:subscription_succeeded", "presence-a", data, null);
	}

}
