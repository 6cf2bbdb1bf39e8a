package dev.offload.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.net.ssl.SSLContext;

/// The HTTP clients: one for most receivers, and one for each TLS identity of a tenant, so that no
/// connection is ever used with another identity than it was made with. Of those, the ones that
/// were used last are kept.
final class ReceiverClients implements AutoCloseable {
  /// The most identities of one tenant that are kept.
  static final int MOST_OF_A_TENANT = 20;

  /// The most identities that are kept.
  static final int MOST = 200;

  private final WebhookConfig config;
  private final ReceiverClient usual;

  /// Those that were used last come last.
  private final SequencedMap<Owner, ReceiverClient> special = new LinkedHashMap<>(16, 0.75f, true);

  private record Owner(String tenant, TlsIdentity identity) {}

  ReceiverClients(WebhookConfig config, SSLContext usual) {
    this.config = config;
    this.usual = new ReceiverClient(config, usual, config.connections());
  }

  /// The client for an identity. It has to be given back.
  synchronized ReceiverClient borrow(String tenant, TlsIdentity identity) {
    ReceiverClient client =
        identity.equals(TlsIdentity.NONE) ? usual : special(new Owner(tenant, identity));
    client.borrow();
    return client;
  }

  private ReceiverClient special(Owner owner) {
    ReceiverClient known = special.get(owner);
    if (known != null) {
      return known;
    }
    makeRoomFor(owner.tenant());
    ReceiverClient made =
        new ReceiverClient(
            config, TlsContexts.of(owner.identity()), config.connectionsPerReceiver());
    special.put(owner, made);
    return made;
  }

  private void makeRoomFor(String tenant) {
    List<Owner> own = special.keySet().stream().filter(one -> one.tenant().equals(tenant)).toList();
    if (own.size() >= MOST_OF_A_TENANT) {
      special.remove(own.getFirst()).retire();
    } else if (special.size() >= MOST) {
      special.pollFirstEntry().getValue().retire();
    }
  }

  /// How many identities have a client.
  synchronized int identities() {
    return special.size();
  }

  /// Closes connections that have not been used for a while.
  void closeIdle() {
    usual.closeIdle();
    specialOnes().forEach(ReceiverClient::closeIdle);
  }

  private synchronized List<ReceiverClient> specialOnes() {
    return List.copyOf(special.values());
  }

  @Override
  public synchronized void close() {
    usual.close();
    special.values().forEach(ReceiverClient::close);
    special.clear();
  }
}
