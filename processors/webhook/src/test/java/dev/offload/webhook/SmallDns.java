package dev.offload.webhook;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.apache.hc.client5.http.DnsResolver;

/// A DNS server on loopback, whose answers may change from one question to the next, and a
/// resolver that asks it over UDP (RFC 1035). The resolver knows literal addresses by itself, as
/// those of operating systems do.
final class SmallDns implements DnsResolver, AutoCloseable {
  private static final int HEADER = 12;
  private static final int ANSWER_FLAGS = 0x8180;
  private static final int NAME_NOT_FOUND = 3;
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int INTERNET = 1;
  private static final int POINTER_TO_THE_QUESTION = 0xc000 | HEADER;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final Map<String, List<List<String>>> answers = new ConcurrentHashMap<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();

  SmallDns() throws SocketException {
    Thread.ofVirtual().start(this::serve);
  }

  /// `name` has these addresses, at each question of its kind the next ones, and at last always
  /// the last ones. IPv6 addresses are written without a dot.
  void put(String name, List<List<String>> addresses) {
    answers.put(name, addresses);
  }

  /// The names that were asked for, with the kind of the address: `A shop.example`.
  List<String> questions() {
    return List.copyOf(questions);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    if (host.matches("[0-9.]+|.*:.*")) {
      return InetAddress.getAllByName(host);
    }
    List<InetAddress> found = new ArrayList<>(ask(host, "A"));
    found.addAll(ask(host, "AAAA"));
    return found.toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    socket.close();
  }

  /// It asks this server only. JNDI wants a Hashtable.
  @SuppressWarnings({"BanJNDI", "JdkObsolete"})
  private List<InetAddress> ask(String host, String kind) throws UnknownHostException {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + socket.getLocalPort());
    List<InetAddress> addresses = new ArrayList<>();
    try {
      DirContext context = new InitialDirContext(environment);
      Attribute found = context.getAttributes(host, new String[] {kind}).get(kind);
      NamingEnumeration<?> values = found == null ? null : found.getAll();
      while (values != null && values.hasMore()) {
        addresses.add(InetAddress.getByName(values.next().toString()));
      }
      context.close();
    } catch (NameNotFoundException _) {
      throw new UnknownHostException(host);
    } catch (NamingException e) {
      throw new IllegalStateException(e);
    }
    return addresses;
  }

  private void serve() {
    byte[] buffer = new byte[512];
    try {
      while (true) {
        DatagramPacket question = new DatagramPacket(buffer, buffer.length);
        socket.receive(question);
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, question.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private byte[] answer(ByteBuffer question) throws IOException {
    int id = question.getShort(0) & 0xffff;
    question.position(HEADER);
    StringBuilder name = new StringBuilder();
    for (int length = question.get(); length > 0; length = question.get()) {
      byte[] label = new byte[length];
      question.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    int kind = question.getShort();
    int end = question.position() + Short.BYTES;
    List<String> addresses = addresses(name.toString().toLowerCase(Locale.ROOT), kind);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    boolean isKnown = answers.containsKey(name.toString().toLowerCase(Locale.ROOT));
    out.writeShort(id);
    out.writeShort(ANSWER_FLAGS | (isKnown ? 0 : NAME_NOT_FOUND));
    out.writeShort(1);
    out.writeShort(addresses.size());
    out.writeInt(0);
    byte[] asked = new byte[end - HEADER];
    question.get(HEADER, asked);
    out.write(asked);
    for (String address : addresses) {
      byte[] value = bytes(address);
      out.writeShort(POINTER_TO_THE_QUESTION);
      out.writeShort(kind);
      out.writeShort(INTERNET);
      out.writeInt(0); // nobody may keep it
      out.writeShort(value.length);
      out.write(value);
    }
    return bytes.toByteArray();
  }

  private List<String> addresses(String name, int kind) {
    String asked = (kind == A ? "A " : "AAAA ") + name;
    long before = questions.stream().filter(asked::equals).count();
    questions.add(asked);
    List<List<String>> all = answers.getOrDefault(name, List.of(List.of()));
    return all.get((int) Math.min(before, all.size() - 1)).stream()
        .filter(address -> kind == (isIpv6(address) ? AAAA : A))
        .toList();
  }

  private static boolean isIpv6(String address) {
    return address.indexOf(':') >= 0;
  }

  /// All bytes, which [InetAddress] does not give of an IPv4-mapped address.
  private static byte[] bytes(String address) throws UnknownHostException {
    byte[] value = InetAddress.getByName(address).getAddress();
    if (!isIpv6(address) || value.length == 16) {
      return value;
    }
    return ByteBuffer.allocate(16).position(10).putShort((short) 0xffff).put(value).array();
  }
}
