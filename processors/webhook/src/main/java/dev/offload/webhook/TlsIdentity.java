package dev.offload.webhook;

import java.util.Optional;

/// What TLS connections to a receiver are made with, besides the usual. Connections with different
/// identities are never mixed up.
///
/// @param client by which we show who we are
/// @param ca the certificates, in PEM, by one of which the receiver's must be signed; empty for
///     those that are trusted anyway
record TlsIdentity(Optional<Client> client, Optional<String> ca) {
  /// The usual.
  static final TlsIdentity NONE = new TlsIdentity(Optional.empty(), Optional.empty());

  /// A certificate, with those that it is signed by, and its private key, in PEM.
  record Client(String certificate, String key) {
    /// Without the key, since records are easily logged.
    @Override
    public String toString() {
      return "Client[]";
    }
  }
}
