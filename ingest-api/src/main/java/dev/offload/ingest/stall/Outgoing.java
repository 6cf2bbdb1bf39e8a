package dev.offload.ingest.stall;

import dev.offload.ingest.cutoff.CutOff;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// A connection or stream to a client, on which bytes may wait until the client takes them.
sealed interface Outgoing {

  /// Runs `question` on the thread that may ask for the mark and cut the connection.
  void whereItMayBeAsked(Runnable question);

  /// How far it is; null if nothing waits. While this stays the same, the client takes nothing.
  Mark mark();

  /// Ends it at once.
  void cut();

  /// A value that changes with every byte that the client takes.
  record Mark(long bytes, long part, int piece) {}

  /// A whole connection.
  record OfConnection(ChannelHandlerContext context) implements Outgoing {
    @Override
    public void whereItMayBeAsked(Runnable question) {
      context.channel().eventLoop().execute(question);
    }

    @Override
    public Mark mark() {
      ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
      return waiting == null || waiting.totalPendingWriteBytes() == 0
          ? null
          : new Mark(
              waiting.totalPendingWriteBytes(),
              waiting.currentProgress(),
              System.identityHashCode(waiting.current()));
    }

    @Override
    public void cut() {
      // The public ways to close it wait until the client has read what it was sent.
      var _ = context.close();
    }
  }

  /// One of the streams of an HTTP/2 connection. A client can stop reading each of them separately.
  record OfStream(HttpServerRequest request) implements Outgoing {
    @Override
    public void whereItMayBeAsked(Runnable question) {
      question.run();
    }

    @Override
    public Mark mark() {
      HttpServerResponse response = request.response();
      boolean isWaiting = !response.ended() && !response.closed() && response.writeQueueFull();
      return isWaiting ? new Mark(response.bytesWritten(), 0, 0) : null;
    }

    @Override
    public void cut() {
      new CutOff(request).run();
    }
  }
}
