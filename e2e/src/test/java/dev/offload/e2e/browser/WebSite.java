package dev.offload.e2e.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/// The site of somebody who uses Offload: one page, on an origin of its own.
final class WebSite implements AutoCloseable {
  private final HttpServer server;
  private volatile String page = "";

  private WebSite(HttpServer server) {
    this.server = server;
  }

  static WebSite start() throws IOException {
    WebSite site =
        new WebSite(
            HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
    site.server.createContext("/", site::answer);
    site.server.start();
    return site;
  }

  /// The page with `html` on it, and with a list of what the element tells it.
  URI with(String html) {
    page =
        """
        <!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <script>
          window.told = [];
          for (const name of ['offload-update', 'offload-end', 'offload-error'])
            addEventListener(name, (event) => told.push([name, event.detail.state ?? event.detail.code]));
        </script>
        <body style="margin: 24px; max-width: 480px">
        """
            + html;
    return origin().resolve("/");
  }

  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The same server under a name that makes it another origin.
  URI otherOrigin() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] content = page.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
