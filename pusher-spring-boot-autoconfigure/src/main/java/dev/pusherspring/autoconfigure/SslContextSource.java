package dev.pusherspring.autoconfigure;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * The SSL context of the present SSL bundle. A new context is made only when the bundle
 * has been reloaded.
 */
class SslContextSource implements Supplier<@Nullable SSLContext> {

	private final Supplier<@Nullable SslBundle> bundles;

	private @Nullable SslBundle bundle;

	private @Nullable SSLContext context;

	SslContextSource(Supplier<@Nullable SslBundle> bundles) {
		this.bundles = bundles;
	}

	@Override
	public synchronized @Nullable SSLContext get() {
		SslBundle bundle = this.bundles.get();
		if (bundle != this.bundle) {
			this.context = (bundle != null) ? bundle.createSslContext() : null;
			this.bundle = bundle;
		}
		return this.context;
	}

}
