package dev.offload.ingest.cutoff;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/// The inside of a connection, which the public interface does not show: what waits in it to be
/// sent, and how it ends at once.
public final class OpenConnection {
  private OpenConnection() {}

  /// Empty if the connection is not one of Vert.x's own.
  public static Optional<ChannelHandlerContext> inside(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        ? Optional.of(base.channelHandlerContext())
        : Optional.empty();
  }
}
