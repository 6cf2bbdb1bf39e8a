package dev.offload.ingest.endpoint;

import static dev.offload.ingest.body.Member.optional;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.Kind;
import dev.offload.ingest.body.Kinds;
import dev.offload.ingest.body.Member;
import dev.offload.ingest.body.Shape;
import dev.offload.schemas.tls.ClientIdentity;
import dev.offload.schemas.tls.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a client can say about the TLS connections to an endpoint.
///
/// @param client the certificate that we present; null if it was not sent
/// @param ca the certificates by one of which the receiver's must be signed; null as well
record TlsBody(Client client, Certificates ca) {

  static final String NAME = "tls";
  static final String CLIENT_CERTIFICATE = "clientCertificate";
  static final String CLIENT_KEY = "clientKey";
  static final String CA = "ca";

  private static final int MAX_LENGTH = 8_192;
  private static final String CERTIFICATES_RULE =
      "1 to %d certificates in PEM, and nothing else".formatted(Pem.MAX_CERTIFICATES);

  private static final Member<Certificates> CLIENT_CERTIFICATE_MEMBER =
      optional(
          CLIENT_CERTIFICATE,
          certificates()
              .then(TlsBody::chain)
              .saying(
                  "The certificate that Offload presents, in PEM, followed by those that"
                      + " signed it. Requires clientKey."));
  private static final Member<String> CLIENT_KEY_MEMBER =
      optional(
          CLIENT_KEY,
          pem()
              .saying(
                  "Its private key in PEM, as PKCS #8 and not encrypted. It is never shown again."));
  private static final Member<Certificates> CA_MEMBER =
      optional(
          CA,
          certificates()
              .saying(
                  "Certificates in PEM, one of which must have signed the receiver's"
                      + " certificate. Without this member, the usual authorities are trusted."));

  static final Shape SHAPE = Shape.of(CLIENT_CERTIFICATE_MEMBER, CLIENT_KEY_MEMBER, CA_MEMBER);

  static final Kind<TlsBody> KIND = SHAPE.kind().then(TlsBody::made);

  /// Certificates as they were sent, and what they say.
  record Certificates(String pem, List<X509Certificate> read) {}

  /// A certificate, with those that signed it, and its key in PEM.
  record Client(Certificates certificate, String key) {
    /// Without the key, since records are easily logged.
    @Override
    public String toString() {
      return "Client[]";
    }
  }

  /// Whether it says nothing.
  boolean isEmpty() {
    return client == null && ca == null;
  }

  /// Adds a fault for each certificate that is not valid at `now`.
  void checkTimes(String pointer, Instant now, Faults faults) {
    if (client != null) {
      checkTimes(CLIENT_CERTIFICATE_MEMBER.under(pointer), client.certificate(), now, faults);
    }
    if (ca != null) {
      checkTimes(CA_MEMBER.under(pointer), ca, now, faults);
    }
  }

  private static void checkTimes(
      String pointer, Certificates certificates, Instant now, Faults faults) {
    for (X509Certificate one : certificates.read()) {
      Instant from = one.getNotBefore().toInstant();
      Instant until = one.getNotAfter().toInstant();
      if (now.isBefore(from) || now.isAfter(until)) {
        faults.add(pointer, "must be valid now, was valid from %s to %s".formatted(from, until));
      }
    }
  }

  private static Kind<String> pem() {
    return Kinds.text(
            "at most %d characters long".formatted(MAX_LENGTH),
            text -> Optional.of(text).filter(one -> one.length() <= MAX_LENGTH))
        .described(more -> more.maxLength(MAX_LENGTH));
  }

  private static Kind<Certificates> certificates() {
    return pem()
        .then(
            (text, pointer, faults) ->
                Pem.certificates(text)
                    .map(read -> new Certificates(text.strip(), read))
                    .or(() -> faults.refuse(pointer, "must be " + CERTIFICATES_RULE)));
  }

  private static Optional<Certificates> chain(Certificates sent, String pointer, Faults faults) {
    if (!ClientIdentity.hasKnownKey(sent.read().getFirst())) {
      return faults.refuse(pointer, "must have " + ClientIdentity.KEY_RULE);
    }
    if (!ClientIdentity.isChain(sent.read())) {
      return faults.refuse(
          pointer, "must be followed by the certificates that signed it, in order, each once");
    }
    return Optional.of(sent);
  }

  private static Optional<TlsBody> made(Given given, String pointer, Faults faults) {
    boolean hasKey = given.has(CLIENT_KEY_MEMBER);
    if (given.has(CLIENT_CERTIFICATE_MEMBER) != hasKey) {
      Member<?> missing = hasKey ? CLIENT_CERTIFICATE_MEMBER : CLIENT_KEY_MEMBER;
      Member<?> other = hasKey ? CLIENT_KEY_MEMBER : CLIENT_CERTIFICATE_MEMBER;
      return faults.refuse(missing.under(pointer), "is required with " + other.name());
    }
    Certificates ca = given.get(CA_MEMBER).orElse(null);
    if (!hasKey) {
      return Optional.of(new TlsBody(null, ca));
    }
    return given
        .get(CLIENT_CERTIFICATE_MEMBER)
        .flatMap(
            certificate ->
                given
                    .get(CLIENT_KEY_MEMBER)
                    .flatMap(key -> client(certificate, key, pointer, faults)))
        .map(client -> new TlsBody(client, ca));
  }

  private static Optional<Client> client(
      Certificates certificate, String key, String pointer, Faults faults) {
    String at = CLIENT_KEY_MEMBER.under(pointer);
    return switch (ClientIdentity.key(key, certificate.read().getFirst())) {
      case FITS -> Optional.of(new Client(certificate, key.strip()));
      case IS_OF_ANOTHER -> faults.refuse(at, "must be the private key of " + CLIENT_CERTIFICATE);
      case IS_NONE ->
          faults.refuse(
              at, "must be a private key in PEM, as PKCS #8 (BEGIN PRIVATE KEY), not encrypted");
    };
  }
}
