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

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import dev.pusherspring.testsupport.TestCertificates;

/**
 * Links to a server on Tomcat.
 */
class TomcatServerTests extends AbstractForeignServerTests {

	@TempDir
	private Path directory;

	private final Tomcat tomcat = new Tomcat();

	@Override
	URI start(boolean tls) throws Exception {
		this.tomcat.setBaseDir(this.directory.toString());
		this.tomcat.setPort(0);
		if (tls) {
			secure();
		}
		Context context = this.tomcat.addContext("", this.directory.toString());
		// the filter that upgrades stands before a servlet
		Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
		context.addServletContainerInitializer(new WsSci(), null);
		context.addServletContainerInitializer((classes, servletContext) -> {
			ServerContainer container = (ServerContainer) servletContext
				.getAttribute("jakarta.websocket.server.ServerContainer");
			container.setDefaultMaxTextMessageBufferSize(1_000_000);
			try {
				container.addEndpoint(ServerEndpointConfig.Builder.create(Echo.class, "/echo").build());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}, null);
		this.tomcat.start();
		int port = this.tomcat.getConnector().getLocalPort();
		return URI.create((tls ? "wss://localhost:" : "ws://127.0.0.1:") + port + "/echo");
	}

	private void secure() throws Exception {
		SSLHostConfig host = new SSLHostConfig();
		SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host,
				SSLHostConfigCertificate.Type.UNDEFINED);
		certificate.setCertificateKeystore(TestCertificates.get().keyStore(TestCertificates.SERVER));
		certificate.setCertificateKeystorePassword(TestCertificates.PASSWORD);
		host.addCertificate(certificate);
		this.tomcat.getConnector().setProperty("SSLEnabled", "true");
		this.tomcat.getConnector().setSecure(true);
		this.tomcat.getConnector().addSslHostConfig(host);
	}

	@AfterEach
	void stop() throws Exception {
		this.tomcat.stop();
		this.tomcat.destroy();
	}

	/**
	 * What the server does.
	 */
	public static final class Echo extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			session.addMessageHandler(String.class, (text) -> {
				try {
					answer(session, text);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			session.addMessageHandler(PongMessage.class, pongs(session));
		}

		private static MessageHandler.Whole<PongMessage> pongs(Session session) {
			return (pong) -> session.getAsyncRemote()
				.sendText("pong " + StandardCharsets.UTF_8.decode(pong.getApplicationData()));
		}

		private static void answer(Session session, String text) throws IOException {
			String[] command = text.split(" ");
			if (!command[0].equals("do")) {
				session.getBasicRemote().sendText(text);
				return;
			}
			switch (command[1]) {
				case "close" -> session.close(
						new CloseReason(CloseReason.CloseCodes.getCloseCode(Integer.parseInt(command[2])), "as asked"));
				case "ping" -> session.getBasicRemote().sendPing(ByteBuffer.wrap(command[2].getBytes()));
				case "fragments" -> {
					int count = Integer.parseInt(command[2]);
					for (int i = 0; i < count; i++) {
						session.getBasicRemote().sendText("é".repeat(i), i == count - 1);
					}
				}
				default -> throw new IllegalArgumentException(text);
			}
		}

	}

}
