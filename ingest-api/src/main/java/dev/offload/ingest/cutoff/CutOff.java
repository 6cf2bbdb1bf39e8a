package dev.offload.ingest.cutoff;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;

/// Ends a connection at once whose client does not read what it is sent. What was sent is lost. Any
/// thread may run this, and none waits.
public record CutOff(ChannelHandlerContext connection) implements Runnable {

  /// For the connection that the request came on.
  public CutOff(HttpServerRequest request) {
    this(OpenConnection.inside(request.connection()).orElseThrow());
  }

  @Override
  public void run() {
    // The public ways to close it wait until the client has read what it was sent.
    var _ = connection.close();
  }
}
