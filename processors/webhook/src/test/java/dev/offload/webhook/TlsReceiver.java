package dev.offload.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.offload.testkit.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;

/// A receiver on loopback with a certificate for `*.hooks.example`. It keeps the names
/// that clients asked for.
final class TlsReceiver implements AutoCloseable {
  private final HttpsServer server;
  private final List<String> names = new CopyOnWriteArrayList<>();

  private TlsReceiver(HttpsServer server) {
    this.server = server;
  }

  static TlsReceiver start() throws IOException {
    return start(TlsReceiver::take);
  }

  /// One that closes the connection when it has read a request.
  static TlsReceiver closing() throws IOException {
    return start(TlsReceiver::closeUnanswered);
  }

  private interface Taking {
    void take(TlsReceiver receiver, HttpExchange exchange) throws IOException;
  }

  private static TlsReceiver start(Taking taking) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer server = HttpsServer.create(address, 0);
    TlsReceiver receiver = new TlsReceiver(server);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext("/", exchange -> taking.take(receiver, exchange));
    server.start();
    return receiver;
  }

  /// Has the receiver's key, and trusts its certificate.
  static SSLContext context() {
    return TestTls.ofServer();
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
    noteNames(exchange);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void closeUnanswered(HttpExchange exchange) throws IOException {
    noteNames(exchange);
    exchange.getRequestBody().readAllBytes();
    exchange.close();
  }

  private void noteNames(HttpExchange exchange) {
    ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
    session.getRequestedServerNames().stream()
        .map(name -> new String(name.getEncoded(), US_ASCII))
        .forEach(names::add);
  }
}
