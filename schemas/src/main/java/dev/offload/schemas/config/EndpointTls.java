package dev.offload.schemas.config;

import dev.offload.schemas.Require;

/// What TLS connections to an endpoint are made with, besides the usual.
///
/// @param client by which the sender shows who it is; null for nothing
/// @param ca the certificates, in PEM, by one of which the receiver's must be signed; null for
///     those that are trusted anyway
public record EndpointTls(Client client, String ca) {
  /// A certificate of the sender.
  ///
  /// @param certificate in PEM, followed by those that it is signed by, if there are any
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
