import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/// Says whether something listens at the socket of Docker engines. A socket's file says nothing: an
/// engine that was killed leaves it.
final class DockerEngine {
  private DockerEngine() {}

  static void main() {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of("/var/run/docker.sock")).close();
      IO.print("runs");
    } catch (IOException e) {
      IO.print("missing");
    }
  }
}
