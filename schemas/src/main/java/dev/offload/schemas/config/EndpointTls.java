package dev.offload.schemas.config;

import dev.offload.schemas.Require;

/// The certificates of TLS connections to an endpoint, besides the default ones.
///
/// @param client the certificate that the sender presents; null for none
/// @param ca the certificates, in PEM, by one of which the receiver's must be signed; null for
///     those that are trusted by default
public record EndpointTls(Client client, String ca) {
  /// A certificate of the sender.
  ///
  /// @param certificate in PEM, followed by those that signed it, if there are any
  /// @param key its private key, in PEM
  public record Client(String certificate, Encrypted key) {
    public Client {
      Require.text(certificate, "certificate");
      Require.present(key, "key");
    }
  }

  public EndpointTls {
    Require.that(client != null || ca != null, "tls", "have client or ca", "neither");
  }
}
