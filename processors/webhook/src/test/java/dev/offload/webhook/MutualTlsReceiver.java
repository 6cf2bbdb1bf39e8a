package dev.offload.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.offload.testkit.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/// A receiver on loopback for `*.hooks.example` that lets only clients in that its authority has
/// signed. It keeps who has come.
final class MutualTlsReceiver implements AutoCloseable {
  private final HttpsServer server;
  private final List<String> clients = new CopyOnWriteArrayList<>();
  private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();

  private MutualTlsReceiver(HttpsServer server) {
    this.server = server;
  }

  static MutualTlsReceiver start() throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    MutualTlsReceiver receiver = new MutualTlsReceiver(server);
    server.setHttpsConfigurator(
        new HttpsConfigurator(TestTls.ofServer()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", receiver::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return receiver;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// The subjects of the certificates of all requests.
  List<String> clients() {
    return List.copyOf(clients);
  }

  /// How many connections brought requests.
  int connections() {
    return connections.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    clients.add(((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName());
    connections.add(exchange.getRemoteAddress());
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
