package dev.offload.webhook;

import java.util.Optional;

/// The certificates that an endpoint has set for TLS connections to its receiver. Connections
/// with different identities are never mixed up.
///
/// @param client the certificate that Offload presents
/// @param ca the certificates, in PEM, one of which must have signed the receiver's
///     certificate; empty for the authorities that are trusted by default
record TlsIdentity(Optional<Client> client, Optional<String> ca) {
  /// The identity of an endpoint that has set no certificates.
  static final TlsIdentity NONE = new TlsIdentity(Optional.empty(), Optional.empty());

  /// A client certificate, with those that signed it, and its private key, in PEM.
  record Client(String certificate, String key) {
    /// Without the key, since records are easily logged.
    @Override
    public String toString() {
      return "Client[]";
    }
  }
}
