package dev.offload.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/// A receiver on loopback with a self-signed certificate for `*.hooks.example`. It keeps the names
/// that clients asked for.
final class TlsReceiver implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final HttpsServer server;
  private final List<String> names = new CopyOnWriteArrayList<>();

  private TlsReceiver(HttpsServer server) {
    this.server = server;
  }

  static TlsReceiver start() throws IOException, GeneralSecurityException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer server = HttpsServer.create(address, 0);
    TlsReceiver receiver = new TlsReceiver(server);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  /// Has the receiver's key, and trusts its certificate.
  static SSLContext context() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = TlsReceiver.class.getResourceAsStream("receiver.p12")) {
      keys.load(file, PASSWORD);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("receiver", keys.getCertificate("receiver"));
    return SSLContexts.custom()
        .loadKeyMaterial(keys, PASSWORD)
        .loadTrustMaterial(trusted, null)
        .build();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<String> namesAskedFor() {
    return names;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
    session.getRequestedServerNames().stream()
        .map(name -> new String(name.getEncoded(), US_ASCII))
        .forEach(names::add);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
