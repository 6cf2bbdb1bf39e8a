package dev.offload.e2e.demo;

import dev.offload.mailsink.MailPages;
import dev.offload.mailsink.MailSink;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;

/// The demo's own mail sink, for an Offload that runs elsewhere: SMTP for its workers, pages on
/// loopback.
final class MailReceiver implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final MailSink sink;
  private final Vertx vertx;
  private final HttpServer pages;

  private MailReceiver(MailSink sink, Vertx vertx, HttpServer pages) {
    this.sink = sink;
    this.vertx = vertx;
    this.pages = pages;
  }

  static MailReceiver start(InetAddress address, int port) throws IOException {
    var directory = Files.createTempDirectory("offload-demo-mail");
    var sink =
        MailSink.startOn(new InetSocketAddress(address, port), directory, InstantSource.system());
    var vertx = Vertx.vertx();
    var router = Router.router(vertx);
    MailPages.serve(sink, router);
    var pages =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, LOOPBACK)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return new MailReceiver(sink, vertx, pages);
  }

  URI url() {
    return URI.create("http://" + LOOPBACK + ":" + pages.actualPort() + MailPages.PATH);
  }

  @Override
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    sink.close();
  }
}
