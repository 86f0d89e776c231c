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

package dev.pusherspring.signature;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Signer}.
 */
class SignerTests {

	private final Signer signer = new Signer("7ad3773142a6692b25b8");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			1234.1234:private-foobar | 58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4
			1234.1234:presence-foobar:{"user_id":10,"user_info":{"name":"Mr. Channels"}} \
			| 31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80
			1234.1234::user::{"id":"12345"} | 4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba
			1234.1234:private-encrypted-foobar | e6a18892d037c5d5e76a2265df4f086ffc38631605530dfd214aa5bff495f533
			""")
	void signsAsPusherDoes(String text, String signature) {
		assertThat(this.signer.sign(text)).isEqualTo(signature);
	}

	@Test
	void signsBytesAsTheyAre() {
		byte[] body = { 0, (byte) 0xff, '{', '}' };
		assertThat(this.signer.sign(body)).hasSize(64).isNotEqualTo(this.signer.sign(new String(body)));
		assertThat(this.signer.sign("{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(this.signer.sign("{}"));
	}

	@Test
	void verifiesWhatItHasSigned() {
		String signature = this.signer.sign("grüße");
		assertThat(this.signer.verify("grüße", signature)).isTrue();
		assertThat(this.signer.verify("grüße".getBytes(StandardCharsets.UTF_8), signature)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a5",
			"58DF8B0C36D6982B82C3ECF6B4662E34FE8C25BBA48F5369F135BF843651C3A4",
			"58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a",
			"58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4 " })
	void anyOtherSignatureIsWrong(String signature) {
		assertThat(this.signer.verify("1234.1234:private-foobar", signature)).isFalse();
	}

	@Test
	void anotherSecretIsNoticed() {
		assertThat(new Signer("other").verify("text", this.signer.sign("text"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n" })
	void secretMustHaveText(String secret) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Signer(secret))
			.withMessage("'secret' must not be empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret\n", "secret\r\n", " secret", "secret ", "sec\nret", "sec\u0000ret" })
	void secretWithWhatAnEditorOrAFileAddsIsRefusedAndNotShown(String secret) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Signer(secret))
			.withMessage("'secret' must not start or end with white space, nor contain a line break");
	}

	@Test
	void secretMayContainASpace() {
		assertThat(new Signer("two words").sign("text")).hasSize(64);
	}

	@Test
	void showsNoSecret() {
		assertThat(this.signer).hasToString("Signer[secret=******]");
	}

	@Test
	void signsUtf8() {
		assertThat(new Signer("schlüssel").sign("grüße 😀"))
			.isEqualTo("a953ab131d2653f31f319b1c9231c3c599b9a8e1e7a67eb2f731c6727f6c2be8");
	}

}
