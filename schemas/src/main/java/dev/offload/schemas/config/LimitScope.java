package dev.offload.schemas.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.offload.schemas.Require;
import dev.offload.schemas.task.ConcurrencyKey;
import java.util.Optional;
import java.util.function.Predicate;

/// What a limit counts: the tasks of a queue, of a tenant, or of one of a tenant's concurrency
/// keys.
///
/// A scope whose name ends in `*` is a pattern. It gives each name that begins with the rest
/// its own limit. Every other scope is exact. As text a scope is `queue/image`, `tenant/acme`
/// or `key/acme/smtp:relay`, where `acme` is the tenant.
public sealed interface LimitScope {
  /// The end of a pattern's name.
  String WILDCARD = "*";

  /// The tasks of a queue, of all tenants.
  record OfQueue(String name) implements LimitScope {
    static final String PREFIX = "queue/";
    public static final String RULE =
        "the name of a queue, or the beginning of one and a " + WILDCARD;

    public OfQueue {
      Require.that(isName(name), "queue", "be " + RULE, name);
    }

    public static boolean isName(String name) {
      return isNameOrPattern(name, Queues::isValid);
    }

    @Override
    public String prefix() {
      return PREFIX;
    }
  }

  /// The tasks of a tenant, in all queues.
  record OfTenant(String name) implements LimitScope {
    static final String PREFIX = "tenant/";
    public static final String RULE =
        "the name of a tenant, or the beginning of one and a " + WILDCARD;

    public OfTenant {
      Require.that(isName(name), "tenant", "be " + RULE, name);
    }

    public static boolean isName(String name) {
      return isNameOrPattern(name, Tenants::isValid);
    }

    @Override
    public String prefix() {
      return PREFIX;
    }
  }

  /// The tasks of a tenant that name a concurrency key. Equal keys of two tenants are two scopes.
  record OfKey(String tenant, String name) implements LimitScope {
    static final String PREFIX = "key/";
    public static final String RULE =
        "a concurrency key, which has at most 200 characters, or the beginning of one and a "
            + WILDCARD;

    public OfKey {
      Require.that(Tenants.isValid(tenant), "tenant", "be " + Tenants.RULE, tenant);
      Require.that(isName(name), "key", "be " + RULE, name);
    }

    public static boolean isName(String name) {
      return isNameOrPattern(name, ConcurrencyKey::isValid);
    }

    /// Whether the key is one that Offload gives to its own tasks.
    public boolean isReserved() {
      return name.startsWith(ConcurrencyKey.RESERVED);
    }

    @Override
    public String prefix() {
      return PREFIX + tenant + "/";
    }
  }

  /// The name that is limited, or the pattern of such names.
  String name();

  /// What comes before the name in the text.
  String prefix();

  @JsonValue
  default String text() {
    return prefix() + name();
  }

  /// How those name it who have no other tenant's keys: without the tenant of a key.
  default String ownText() {
    return this instanceof OfKey key ? OfKey.PREFIX + key.name() : text();
  }

  /// The exact scope that `tenant` names so. Empty if there can be none.
  static Optional<LimitScope> tryParseOwn(String text, String tenant) {
    return tryParse(
            text.startsWith(OfKey.PREFIX)
                ? OfKey.PREFIX + tenant + "/" + text.substring(OfKey.PREFIX.length())
                : text)
        .filter(scope -> !scope.isPattern());
  }

  default boolean isPattern() {
    return name().endsWith(WILDCARD);
  }

  /// The text of a pattern without its wildcard.
  default String beginning() {
    String text = text();
    return text.substring(0, text.length() - WILDCARD.length());
  }

  @JsonCreator
  static LimitScope parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scope must be queue/, tenant/ or key/<tenant>/ and a name, was " + text));
  }

  /// Empty unless `text` is exactly what [#text()] writes.
  static Optional<LimitScope> tryParse(String text) {
    if (text.startsWith(OfQueue.PREFIX)) {
      return Optional.of(text.substring(OfQueue.PREFIX.length()))
          .filter(OfQueue::isName)
          .map(OfQueue::new);
    }
    if (text.startsWith(OfTenant.PREFIX)) {
      return Optional.of(text.substring(OfTenant.PREFIX.length()))
          .filter(OfTenant::isName)
          .map(OfTenant::new);
    }
    if (!text.startsWith(OfKey.PREFIX)) {
      return Optional.empty();
    }
    String rest = text.substring(OfKey.PREFIX.length());
    int slash = rest.indexOf('/');
    String tenant = rest.substring(0, Math.max(slash, 0));
    String name = rest.substring(slash + 1);
    return Tenants.isValid(tenant) && OfKey.isName(name)
        ? Optional.of(new OfKey(tenant, name))
        : Optional.empty();
  }

  /// Whether `name` is a whole name, or the beginning of one and a wildcard.
  private static boolean isNameOrPattern(String name, Predicate<String> isName) {
    if (name == null || !name.endsWith(WILDCARD)) {
      return isName.test(name);
    }
    String beginning = name.substring(0, name.length() - WILDCARD.length());
    // A letter makes a whole name of a beginning that ends in a dash or in another wildcard.
    return isName.test(beginning + "a");
  }
}
