package dev.offload.ingest.ahead;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/// The requests that came on one connection and have no answer yet. HTTP/1.1 allows many (RFC 9112,
/// section 9.3.2), and the web server would keep them all. They are answered one after another, so
/// reading on later costs nothing.
final class SentAhead extends ChannelDuplexHandler {
  static final int MOST = 8;

  private int unanswered;
  private boolean isReadPutOff;

  /// @param unanswered how many have come already
  SentAhead(int unanswered) {
    this.unanswered = unanswered;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext context) {
    isReadPutOff = unanswered >= MOST;
    if (!isReadPutOff) {
      context.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    var _ = context.write(message, promise);
    if (message instanceof LastHttpContent && !isPreliminary(message)) {
      unanswered--;
      if (isReadPutOff && unanswered < MOST) {
        isReadPutOff = false;
        context.read();
      }
    }
  }

  /// Such as 100 Continue.
  private static boolean isPreliminary(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
