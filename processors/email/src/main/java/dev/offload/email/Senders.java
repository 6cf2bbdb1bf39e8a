package dev.offload.email;

import dev.offload.email.smtp.Mailbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which senders a tenant's mailings may name: the default one, and those that the
/// configuration allows.
final class Senders {
  private final Mailbox fixed;
  private final List<Rule> everybody;
  private final Map<String, List<Rule>> byTenant;

  Senders(EmailConfig config) {
    fixed = Mailbox.parse(config.from());
    everybody = rules(config.senders());
    byTenant = Map.copyOf(rulesOf(config.tenantSenders()));
  }

  /// The sender of notifications, and of mailings that name no sender.
  Mailbox fixed() {
    return fixed;
  }

  /// The sender of a mailing that wants `from`, which may be null. Empty if the sender is not
  /// allowed.
  Optional<Mailbox> of(String tenant, String from) {
    if (from == null) {
      return Optional.of(fixed);
    }
    Mailbox wanted = Mailbox.parse(from);
    boolean allowed =
        wanted.equals(fixed)
            || byTenant.getOrDefault(tenant, everybody).stream().anyMatch(r -> r.allows(wanted));
    return allowed ? Optional.of(wanted) : Optional.empty();
  }

  private static Map<String, List<Rule>> rulesOf(Map<String, List<String>> tenants) {
    Map<String, List<Rule>> rules = new HashMap<>();
    tenants.forEach((tenant, senders) -> rules.put(tenant, rules(Optional.of(senders))));
    return rules;
  }

  private static List<Rule> rules(Optional<List<String>> senders) {
    List<Rule> rules = new ArrayList<>();
    for (String sender : senders.orElse(List.of())) {
      rules.add(Rule.of(sender.strip()));
    }
    return List.copyOf(rules);
  }

  /// One allowed sender in the configuration.
  private sealed interface Rule {
    boolean allows(Mailbox wanted);

    record Anybody() implements Rule {
      @Override
      public boolean allows(Mailbox wanted) {
        return true;
      }
    }

    /// Any address at this domain, with any name.
    record Domain(String domain) implements Rule {
      @Override
      public boolean allows(Mailbox wanted) {
        return wanted.domain().toLowerCase(Locale.ROOT).equals(domain);
      }
    }

    /// This address with its name, or with any name if it has none.
    record Exactly(Mailbox sender) implements Rule {
      @Override
      public boolean allows(Mailbox wanted) {
        return wanted.address().equalsIgnoreCase(sender.address())
            && (sender.name().isEmpty() || sender.name().equals(wanted.name()));
      }
    }

    static Rule of(String sender) {
      if (sender.equals("*")) {
        return new Anybody();
      }
      return sender.startsWith("@")
          ? new Domain(sender.substring(1).toLowerCase(Locale.ROOT))
          : new Exactly(Mailbox.parse(sender));
    }
  }
}
