package dev.offload.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/// The HTTP clients: one for most receivers, and one for each TLS identity of a tenant. So a
/// connection is never used with another identity than the one it was made with. The clients
/// that were used most recently are kept. A client that has not been used for a while is
/// closed.
///
/// Slow steps, such as making contexts and closing clients, are done without the lock.
final class ReceiverClients implements AutoCloseable {
  /// The most identities of one tenant that are kept. By default, a tenant can't have as many
  /// endpoints.
  static final int MOST_OF_A_TENANT = 64;

  /// The most identities that are kept.
  static final int MOST = 512;

  static final Duration LONGEST_UNUSED = Duration.ofMinutes(5);

  private final WebhookConfig config;
  private final LongSupplier nanos;
  private final ReceiverClient usual;

  /// The clients of identities, the most recently used last.
  private final SequencedMap<Owner, ReceiverClient> special = new LinkedHashMap<>(16, 0.75f, true);

  private record Owner(String tenant, TlsIdentity identity) {}

  ReceiverClients(WebhookConfig config, SSLContext usual) {
    this(config, usual, System::nanoTime);
  }

  ReceiverClients(WebhookConfig config, SSLContext usual, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
    this.usual = new ReceiverClient(config, usual, nanos);
  }

  /// The client for an identity. The caller has to give it back.
  ReceiverClient borrow(String tenant, TlsIdentity identity) {
    if (identity.equals(TlsIdentity.NONE)) {
      usual.borrow();
      return usual;
    }
    Owner owner = new Owner(tenant, identity);
    return known(owner).orElseGet(() -> known(owner, made(identity)));
  }

  private synchronized Optional<ReceiverClient> known(Owner owner) {
    Optional<ReceiverClient> known = Optional.ofNullable(special.get(owner));
    known.ifPresent(ReceiverClient::borrow);
    return known;
  }

  private ReceiverClient made(TlsIdentity identity) {
    return new ReceiverClient(config, TlsContexts.of(identity), nanos);
  }

  /// `made`, unless somebody else was quicker.
  private ReceiverClient known(Owner owner, ReceiverClient made) {
    List<ReceiverClient> left = new ArrayList<>();
    ReceiverClient known;
    synchronized (this) {
      if (!special.containsKey(owner)) {
        removeForRoom(owner.tenant()).ifPresent(left::add);
        special.put(owner, made);
      } else {
        left.add(made);
      }
      known = special.get(owner);
      known.borrow();
    }
    left.forEach(ReceiverClient::retire);
    return known;
  }

  private Optional<ReceiverClient> removeForRoom(String tenant) {
    List<Owner> own = special.keySet().stream().filter(one -> one.tenant().equals(tenant)).toList();
    if (own.size() >= MOST_OF_A_TENANT) {
      return Optional.of(special.remove(own.getFirst()));
    }
    return special.size() >= MOST
        ? Optional.of(special.pollFirstEntry().getValue())
        : Optional.empty();
  }

  /// How many identities have a client.
  synchronized int identities() {
    return special.size();
  }

  /// Closes connections that have not been used for a while, and forgets identities that have not.
  void closeIdle() {
    removeUnused().forEach(ReceiverClient::retire);
    usual.closeIdle();
    specialOnes().forEach(ReceiverClient::closeIdle);
  }

  private synchronized List<ReceiverClient> removeUnused() {
    List<ReceiverClient> unused =
        special.values().stream().filter(one -> one.isUnusedFor(LONGEST_UNUSED)).toList();
    special.values().removeAll(unused);
    return unused;
  }

  private synchronized List<ReceiverClient> specialOnes() {
    return List.copyOf(special.values());
  }

  @Override
  public void close() {
    usual.close();
    specialOnes().forEach(ReceiverClient::close);
    synchronized (this) {
      special.clear();
    }
  }
}
