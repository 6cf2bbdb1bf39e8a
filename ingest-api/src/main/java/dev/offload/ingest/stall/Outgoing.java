package dev.offload.ingest.stall;

import dev.offload.ingest.cutoff.CutOff;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;

/// The connection to a client, on which bytes may wait until the client takes them.
record Outgoing(ChannelHandlerContext context) {

  /// A value that changes with every byte that the client takes.
  record Mark(long bytes, long part, int piece) {}

  /// Runs `question` on the thread that may ask for the mark.
  void whereItMayBeAsked(Runnable question) {
    context.channel().eventLoop().execute(question);
  }

  /// How far it is; null if nothing waits. While this stays the same, the client takes nothing.
  Mark mark() {
    ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
    return waiting == null || waiting.totalPendingWriteBytes() == 0
        ? null
        : new Mark(
            waiting.totalPendingWriteBytes(),
            waiting.currentProgress(),
            System.identityHashCode(waiting.current()));
  }

  /// About how many bytes wait. Any thread may ask.
  long waitingBytes() {
    ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /// Ends it at once.
  void cut() {
    new CutOff(context).run();
  }
}
