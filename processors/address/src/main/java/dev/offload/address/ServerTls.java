package dev.offload.address;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/// Makes TLS connections to servers, also to those with an underscore in their name. The JDK
/// would neither send such a name to the server (RFC 6066) nor accept a certificate for it. So
/// the client library checks certificates against names.
final class ServerTls implements TlsSocketStrategy {
  private static final ScopedValue<String> NAME = ScopedValue.newInstance();

  private final TlsSocketStrategy tls;

  ServerTls(SSLContext context) {
    tls =
        new DefaultClientTlsStrategy(
            context,
            HostnameVerificationPolicy.CLIENT,
            new DefaultHostnameVerifier(PublicSuffixMatcherLoader.getDefault())) {
          @Override
          protected void initializeSocket(SSLSocket socket) {
            if (NAME.get().indexOf('_') >= 0) {
              SSLParameters parameters = socket.getSSLParameters();
              parameters.setServerNames(List.of(new AnyName(NAME.get())));
              socket.setSSLParameters(parameters);
            }
          }
        };
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String name, int port, Object attachment, HttpContext context)
      throws IOException {
    return ScopedValue.where(NAME, name)
        .call(() -> tls.upgrade(socket, name, port, attachment, context));
  }

  /// Any host name. [javax.net.ssl.SNIHostName] accepts only letters, digits and hyphens.
  private static final class AnyName extends SNIServerName {
    AnyName(String name) {
      super(StandardConstants.SNI_HOST_NAME, name.getBytes(US_ASCII));
    }
  }
}
