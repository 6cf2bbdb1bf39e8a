package dev.offload.webhook;

import java.util.Optional;

/// The certificates of TLS connections to a receiver, besides the default ones. Connections with
/// different identities are never mixed up.
///
/// @param client the certificate that we present
/// @param ca the certificates, in PEM, by one of which the receiver's must be signed; empty for
///     those that are trusted by default
record TlsIdentity(Optional<Client> client, Optional<String> ca) {
  /// The usual.
  static final TlsIdentity NONE = new TlsIdentity(Optional.empty(), Optional.empty());

  /// A certificate, with those that signed it, and its private key, in PEM.
  record Client(String certificate, String key) {
    /// Without the key, since records are easily logged.
    @Override
    public String toString() {
      return "Client[]";
    }
  }
}
