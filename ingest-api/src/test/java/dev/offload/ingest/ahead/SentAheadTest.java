package dev.offload.ingest.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;

class SentAheadTest {
  private final Socket socket = new Socket();
  private final EmbeddedChannel channel = new EmbeddedChannel(socket, new SentAhead(0));

  /// Counts how often it is asked to read.
  private static final class Socket extends ChannelOutboundHandlerAdapter {
    private int reads;

    @Override
    public void read(ChannelHandlerContext context) {
      reads++;
    }
  }

  @Test
  void connectionIsReadWhileFewRequestsAreUnanswered() {
    request(SentAhead.MOST - 1);

    assertThat(isRead()).isTrue();
  }

  @Test
  void connectionIsNotReadWhileManyRequestsAreUnanswered() {
    request(SentAhead.MOST);

    assertThat(isRead()).isFalse();
  }

  @Test
  void connectionIsReadOnOnceOneIsAnswered() {
    request(SentAhead.MOST);
    channel.read();
    int before = socket.reads;

    channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    assertThat(socket.reads).isEqualTo(before);
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(socket.reads).isEqualTo(before + 1);
    assertThat(isRead()).isTrue();
  }

  @Test
  void preliminaryAnswerDoesNotCount() {
    request(SentAhead.MOST);

    channel.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));

    assertThat(isRead()).isFalse();
  }

  private void request(int times) {
    for (int i = 0; i < times; i++) {
      channel.writeInbound(
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/tasks"));
    }
  }

  private boolean isRead() {
    int before = socket.reads;
    channel.read();
    return socket.reads > before;
  }
}
