package dev.offload.address;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection through an HTTP proxy, by its method CONNECT (RFC 9110, section 9.3.6). The proxy
/// is asked for an address, never for a name, so it connects to what was judged here. Everybody
/// else sees a connection to that address.
final class ProxiedSocket extends Socket {
  private static final int LONGEST_HEAD = 8_192;
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.[01] ([0-9]{3})[ \r].*", Pattern.DOTALL);
  private static final int AUTHENTICATION_REQUIRED = 407;
  private static final int GATEWAY_TIMEOUT = 504;

  private final ForwardProxy proxy;
  private InetSocketAddress target;

  ProxiedSocket(ForwardProxy proxy) {
    this.proxy = proxy;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (!(endpoint instanceof InetSocketAddress wanted) || wanted.isUnresolved()) {
      throw new IllegalArgumentException("a proxy is asked for addresses only");
    }
    try {
      super.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeout);
    } catch (IOException | IllegalArgumentException e) {
      throw new ProxyUnavailable("the proxy does not answer", e);
    }
    check(answer(question(wanted), timeout));
    target = wanted;
  }

  /// The answer of the proxy. If the proxy stays silent or closes the connection, it may be
  /// waiting for the receiver or may not have reached it; nobody can tell here.
  private String answer(String question, int timeout) throws IOException {
    int usual = getSoTimeout();
    try {
      setSoTimeout(timeout);
      getOutputStream().write(question.getBytes(ISO_8859_1));
      String head = readHead(getInputStream());
      setSoTimeout(usual);
      return head;
    } catch (SocketTimeoutException | ProxyUnavailable e) {
      throw e;
    } catch (IOException e) {
      ConnectException closed = new ConnectException("the proxy closed the connection");
      closed.initCause(e);
      throw closed;
    }
  }

  private String question(InetSocketAddress wanted) {
    InetAddress address = wanted.getAddress();
    String host =
        address instanceof Inet6Address
            ? "[" + address.getHostAddress() + "]"
            : address.getHostAddress();
    String authority = host + ":" + wanted.getPort();
    return "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n%2$s\r\n"
        .formatted(
            authority,
            proxy
                .authorization()
                .map(value -> "Proxy-Authorization: " + value + "\r\n")
                .orElse(""));
  }

  /// Reads byte by byte, since the bytes after the head come from the receiver.
  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the proxy did not answer");
      }
      if (head.size() == LONGEST_HEAD) {
        throw new ProxyUnavailable("the proxy's answer has no end", null);
      }
      head.write(next);
      boolean isExpected = next == (ends % 2 == 0 ? '\r' : '\n');
      ends = isExpected ? ends + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }

  /// A status of 5xx means that the proxy could not reach the receiver. Any other status but
  /// success is a decision of the proxy itself.
  private static void check(String head) throws IOException {
    Matcher status = STATUS.matcher(head);
    if (!status.matches()) {
      throw new ProxyUnavailable("the proxy does not speak HTTP/1.1", null);
    }
    int code = Integer.parseInt(status.group(1));
    if (code == AUTHENTICATION_REQUIRED) {
      throw new ProxyUnavailable("the proxy does not accept the credentials", null);
    }
    if (code == GATEWAY_TIMEOUT) {
      throw new SocketTimeoutException("the proxy could not connect in time");
    }
    if (code >= 500) {
      throw new ConnectException("the proxy answered " + code);
    }
    if (code < 200 || code > 299) {
      throw new ProxyRefusal(code);
    }
  }

  /// The address at the other end of the tunnel.
  @Override
  public SocketAddress getRemoteSocketAddress() {
    return target == null ? super.getRemoteSocketAddress() : target;
  }

  @Override
  public InetAddress getInetAddress() {
    return target == null ? super.getInetAddress() : target.getAddress();
  }

  @Override
  public int getPort() {
    return target == null ? super.getPort() : target.getPort();
  }
}
