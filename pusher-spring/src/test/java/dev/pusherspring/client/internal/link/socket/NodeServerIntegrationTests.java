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

package dev.pusherspring.client.internal.link.socket;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.testsupport.NodePeer;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links to a server on Node's library {@code ws}.
 */
class NodeServerIntegrationTests extends AbstractForeignServerTests {

	@TempDir
	private Path directory;

	private Process process;

	@BeforeAll
	static void install() {
		NodePeer.assumeInstalled();
	}

	@Override
	URI start(boolean tls) throws Exception {
		ProcessBuilder builder = new ProcessBuilder("node", "ws-server.js").directory(new File("target/peers"))
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		if (tls) {
			TestCertificates certificates = TestCertificates.get();
			Path pem = this.directory.resolve("server.pem");
			Files.writeString(pem, certificates.keyPem(TestCertificates.SERVER)
					+ certificates.certificatePem(TestCertificates.SERVER));
			builder.environment().put("PEM", pem.toString());
		}
		this.process = builder.start();
		BufferedReader reader = this.process.inputReader();
		String port = reader.readLine().substring("port ".length());
		return URI.create((tls ? "wss://localhost:" : "ws://127.0.0.1:") + port + "/");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anEndWithoutACloseIsNoticed(boolean tls) throws Exception {
		open(tls);
		send("do terminate");
		assertThat(this.listener.next()).isEqualTo("last words");
		assertThat(this.listener.next()).isEqualTo("ended 1006");
	}

	@AfterEach
	void stop() {
		this.process.destroyForcibly();
	}

}
