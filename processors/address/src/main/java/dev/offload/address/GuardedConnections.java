package dev.offload.address;

import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;

/// The connections of an HTTP client to servers that users have named. It connects only to
/// addresses that were judged, through the proxy if there is one.
public final class GuardedConnections extends PoolingHttpClientConnectionManagerBuilder {
  /// The limits of the head of an answer. A head is kept in memory, and a server could send an
  /// endless one. The limits also hold for the lines between the chunks of a body.
  private static final Http1Config HEADS =
      Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();

  private final Optional<ForwardProxy> proxy;

  private GuardedConnections(Optional<ForwardProxy> proxy) {
    this.proxy = proxy;
  }

  /// A builder of such connections. The caller sets time-outs and numbers.
  public static PoolingHttpClientConnectionManagerBuilder through(
      Optional<ForwardProxy> proxy, SSLContext tls) {
    return new GuardedConnections(proxy)
        .setDnsResolver(new JudgedAddresses())
        .setTlsSocketStrategy(new ServerTls(tls))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(HEADS).build());
  }

  @Override
  protected HttpClientConnectionOperator createConnectionOperator(
      SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
    return new DefaultHttpClientConnectionOperator(
        _ -> proxy.<Socket>map(ProxiedSocket::new).orElseGet(Socket::new),
        ports,
        names,
        RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
  }
}
