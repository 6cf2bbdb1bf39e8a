package dev.offload.ingest.cutoff;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Ends a request at once whose client does not read what it is sent. What was sent is lost. Any
/// thread may run this, and none waits.
public final class CutOff implements Runnable {
  private final HttpServerRequest request;

  public CutOff(HttpServerRequest request) {
    this.request = request;
  }

  @Override
  public void run() {
    if (request.version() == HttpVersion.HTTP_2) {
      // Other requests share its connection.
      request.response().reset();
    } else {
      // The public ways to close it wait until the client has read what it was sent.
      var _ = ((ConnectionBase) request.connection()).channelHandlerContext().close();
    }
  }
}
