package dev.offload.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;

/// Knows the addresses of names, which may change from one question to the next, and literal
/// addresses by itself, as resolvers of operating systems do.
final class TestNames implements DnsResolver {
  private final Map<String, List<List<String>>> answers = new HashMap<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();

  /// `name` has these addresses, at each question the next ones, and at last always the last ones.
  void put(String name, List<List<String>> addresses) {
    answers.put(name, addresses);
  }

  List<String> questions() {
    return List.copyOf(questions);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    if (host.matches("[0-9.]+|.*:.*")) {
      return InetAddress.getAllByName(host);
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    List<List<String>> known = answers.get(name);
    if (known == null) {
      throw new UnknownHostException(host);
    }
    int before = (int) questions.stream().filter(name::equals).count();
    questions.add(name);
    return known.get(Math.min(before, known.size() - 1)).stream()
        .map(InetAddress::ofLiteral)
        .toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
