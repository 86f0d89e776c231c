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

package dev.pusherspring.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

import com.pusher.client.crypto.nacl.AuthenticityException;
import com.pusher.client.crypto.nacl.SecretBoxOpener;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import dev.pusherspring.signature.SecretBox;

/**
 * Measures the authentication and decryption of the data of an event on an encrypted
 * channel.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decryption {

	/**
	 * Length of the data in bytes.
	 */
	@Param({ "100", "2048" })
	public int length;

	private final byte[] key = new byte[SecretBox.KEY_LENGTH];

	private final byte[] nonce = new byte[SecretBox.NONCE_LENGTH];

	private final SecretBox secretBox = new SecretBox(this.key);

	private final SecretBoxOpener opener = new SecretBoxOpener(this.key.clone());

	private byte[] box = {};

	/**
	 * Encrypt the data.
	 */
	@Setup
	public void prepare() {
		XSalsa20Engine cipher = new XSalsa20Engine();
		cipher.init(true, new ParametersWithIV(new KeyParameter(this.key), this.nonce));
		byte[] macKey = new byte[32];
		cipher.processBytes(macKey, 0, macKey.length, macKey, 0);
		this.box = new byte[SecretBox.TAG_LENGTH + this.length];
		cipher.processBytes("x".repeat(this.length).getBytes(StandardCharsets.UTF_8), 0, this.length, this.box,
				SecretBox.TAG_LENGTH);
		Poly1305 mac = new Poly1305();
		mac.init(new KeyParameter(macKey));
		mac.update(this.box, SecretBox.TAG_LENGTH, this.length);
		mac.doFinal(this.box, 0);
	}

	/**
	 * This project.
	 * @return the text
	 * @throws GeneralSecurityException never
	 */
	@Benchmark
	public String secretBox() throws GeneralSecurityException {
		return new String(this.secretBox.open(this.nonce, this.box), StandardCharsets.UTF_8);
	}

	/**
	 * The implementation of pusher-java-client.
	 * @return the text
	 * @throws AuthenticityException never
	 */
	@Benchmark
	public String pusherJavaClient() throws AuthenticityException {
		return this.opener.open(this.box, this.nonce);
	}

}
