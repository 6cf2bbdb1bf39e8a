package dev.offload.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One connection with at most one request on it.
final class Connection {
  private static final int LARGEST_ANSWER = 64 << 10;

  private final SocketChannel channel;
  private final byte[] bytes = new byte[LARGEST_ANSWER];
  private final ByteBuffer received = ByteBuffer.wrap(bytes);
  private Answer expected;
  private int number;

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  static Connection open(InetSocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  /// The request that it is busy with.
  int number() {
    return number;
  }

  /// Requests are much smaller than a socket's buffer, so they are written in one piece.
  void send(int requestNumber, byte[] request) throws IOException {
    number = requestNumber;
    expected = null;
    received.clear();
    if (channel.write(ByteBuffer.wrap(request)) != request.length) {
      throw new IOException("the socket does not take a request in one piece");
    }
  }

  /// The status when the answer is complete, 0 before.
  int receive() throws IOException {
    if (channel.read(received) < 0) {
      throw new EOFException("the server closed a connection");
    }
    if (expected == null) {
      expected = Answer.head(bytes, received.position());
    }
    boolean isThere = expected != null && received.position() >= expected.length();
    return isThere ? expected.status() : 0;
  }

  void close() throws IOException {
    channel.close();
  }
}
