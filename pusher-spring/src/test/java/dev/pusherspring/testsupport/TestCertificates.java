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

package dev.pusherspring.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates, made anew for each run by the JDK's own tool: those of an
 * authority and what it has signed.
 */
public final class TestCertificates {

	/**
	 * A server's, for {@code localhost}, {@code pusher.test} and {@code 127.0.0.1}.
	 */
	public static final String SERVER = "server";

	/**
	 * A server's for another host.
	 */
	public static final String OTHER_HOST = "other-host";

	/**
	 * A server's that is no longer valid.
	 */
	public static final String EXPIRED = "expired";

	/**
	 * A server on this machine that no authority has signed for but itself.
	 */
	public static final String OTHER_AUTHORITY = "other-authority";

	/**
	 * A client's.
	 */
	public static final String CLIENT = "client";

	/**
	 * Password of all key stores.
	 */
	public static final String PASSWORD = "changeit";

	private static final String AUTHORITY = "authority";

	private static final String NAMES = "san=dns:localhost,dns:pusher.test,ip:127.0.0.1";

	private static @Nullable TestCertificates shared;

	private final KeyStore all;

	private TestCertificates() throws IOException, GeneralSecurityException {
		Path directory = Files.createTempDirectory("certificates");
		Path file = directory.resolve("all.p12");
		try {
			generate(file, AUTHORITY, "-ext", "bc:c");
			generate(file, SERVER, "-signer", AUTHORITY, "-ext", NAMES);
			generate(file, OTHER_HOST, "-signer", AUTHORITY, "-ext", "san=dns:other.test");
			generate(file, EXPIRED, "-signer", AUTHORITY, "-ext", NAMES, "-startdate", "-60d");
			generate(file, CLIENT, "-signer", AUTHORITY);
			generate(file, OTHER_AUTHORITY, "-ext", NAMES);
			this.all = KeyStore.getInstance("PKCS12");
			try (InputStream in = Files.newInputStream(file)) {
				this.all.load(in, PASSWORD.toCharArray());
			}
		}
		finally {
			Files.deleteIfExists(file);
			Files.delete(directory);
		}
	}

	/**
	 * Return the certificates of this run.
	 * @return the certificates
	 */
	public static synchronized TestCertificates get() {
		if (shared == null) {
			try {
				shared = new TestCertificates();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return shared;
	}

	private static void generate(Path file, String alias, String... options) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
						alias, "-dname", "CN=" + alias, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30",
						"-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
		command.addAll(List.of(options));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			if (process.waitFor() != 0) {
				throw new IOException("keytool failed for " + alias + ": " + output);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	/**
	 * Return a key store with one key.
	 * @param alias whose key
	 * @return the key store
	 */
	public KeyStore keyStore(String alias) {
		return store((store) -> store.setKeyEntry(alias, this.all.getKey(alias, PASSWORD.toCharArray()),
				PASSWORD.toCharArray(), this.all.getCertificateChain(alias)));
	}

	/**
	 * Return a key store that trusts the authority.
	 * @return the key store
	 */
	public KeyStore trustStore() {
		return store((store) -> store.setCertificateEntry(AUTHORITY, this.all.getCertificate(AUTHORITY)));
	}

	private static KeyStore store(StoreTask task) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			task.fill(store);
			return store;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return an SSL context that trusts the authority.
	 * @param alias whose key it has, or {@code null} for none
	 * @return the SSL context
	 */
	public SSLContext sslContext(@Nullable String alias) {
		try {
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trustStore());
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init((alias != null) ? keyStore(alias) : null, PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a certificate with those above it, as PEM.
	 * @param alias whose certificate
	 * @return the text of the file
	 */
	public String certificatePem(String alias) {
		try {
			StringBuilder pem = new StringBuilder();
			for (Certificate certificate : this.all.getCertificateChain(alias)) {
				pem.append(pem("CERTIFICATE", certificate.getEncoded()));
			}
			return pem.toString();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a private key as PEM.
	 * @param alias whose key
	 * @return the text of the file
	 */
	public String keyPem(String alias) {
		try {
			Key key = this.all.getKey(alias, PASSWORD.toCharArray());
			return pem("PRIVATE KEY", key.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String type, byte[] content) {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
	}

	private interface StoreTask {

		void fill(KeyStore store) throws GeneralSecurityException;

	}

}
