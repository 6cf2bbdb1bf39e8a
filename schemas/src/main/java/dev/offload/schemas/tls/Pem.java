package dev.offload.schemas.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys as texts: PEM (RFC 7468).
public final class Pem {
  /// The most certificates that a text may have.
  public static final int MAX_CERTIFICATES = 10;

  private static final Pattern CERTIFICATE = block("CERTIFICATE");
  private static final Pattern KEY = block("PRIVATE KEY");

  private Pem() {}

  private static Pattern block(String label) {
    return Pattern.compile(
        "\\s*+-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]++)-----END %1$s-----\\s*+".formatted(label));
  }

  /// The certificates in a text, in their order. Empty if the text has anything else, no
  /// certificates or too many.
  public static Optional<List<X509Certificate>> certificates(String text) {
    Matcher block = CERTIFICATE.matcher(text);
    List<X509Certificate> found = new ArrayList<>();
    int read = 0;
    while (read < text.length()) {
      block.region(read, text.length());
      if (!block.lookingAt() || found.size() == MAX_CERTIFICATES) {
        return Optional.empty();
      }
      Optional<X509Certificate> one = bytes(block.group(1)).flatMap(Pem::certificate);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      found.add(one.get());
      read = block.end();
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(found));
  }

  /// The private key in a text, which is one of PKCS #8 (RFC 5208) and not encrypted.
  ///
  /// @param partner a key of the same algorithm
  public static Optional<PrivateKey> key(String text, PublicKey partner) {
    Matcher block = KEY.matcher(text);
    return block.matches()
        ? bytes(block.group(1)).flatMap(bytes -> key(bytes, partner.getAlgorithm()))
        : Optional.empty();
  }

  /// Whether a text has a private key of one of several algorithms.
  static boolean isKey(String text, List<String> algorithms) {
    Matcher block = KEY.matcher(text);
    return block.matches()
        && bytes(block.group(1))
            .filter(bytes -> algorithms.stream().anyMatch(each -> key(bytes, each).isPresent()))
            .isPresent();
  }

  private static Optional<byte[]> bytes(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<X509Certificate> certificate(byte[] bytes) {
    try {
      ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
      X509Certificate read =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
      return stream.available() == 0 ? Optional.of(read) : Optional.empty();
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }

  private static Optional<PrivateKey> key(byte[] bytes, String algorithm) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks keys of RSA or EC", e);
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }
}
