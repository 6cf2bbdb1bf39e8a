package dev.offload.schemas.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rules for a certificate with which a client identifies itself.
public final class ClientIdentity {
  /// The rule for the key of the certificate, for people.
  public static final String KEY_RULE =
      "a key of RSA with 2,048 to 8,192 bits, or of EC on P-256, P-384 or P-521";

  private static final int LEAST_BITS = 2_048;
  private static final int MOST_BITS = 8_192;
  private static final List<String> ALGORITHMS = List.of("RSA", "EC");
  private static final Set<Integer> CURVES = Set.of(256, 384, 521);
  private static final byte[] PROBE = {1, 2, 3};

  private ClientIdentity() {}

  /// The verdict on a text that should be the private key of a certificate.
  public enum KeyText {
    FITS,
    /// The text is a key, but that of another certificate.
    IS_OF_ANOTHER,
    /// The text is not a key of the certificate's algorithm.
    IS_NONE
  }

  /// Whether the key of a certificate follows [#KEY_RULE].
  public static boolean hasKnownKey(X509Certificate certificate) {
    return switch (certificate.getPublicKey()) {
      case RSAPublicKey rsa ->
          "RSA".equals(rsa.getAlgorithm())
              && rsa.getModulus().bitLength() >= LEAST_BITS
              && rsa.getModulus().bitLength() <= MOST_BITS;
      case ECPublicKey ec -> CURVES.contains(ec.getParams().getCurve().getField().getFieldSize());
      case PublicKey _ -> false;
    };
  }

  /// Whether each of several certificates is signed by the next, and none comes twice.
  public static boolean isChain(List<X509Certificate> certificates) {
    if (Set.copyOf(certificates).size() < certificates.size()) {
      return false;
    }
    for (int i = 1; i < certificates.size(); i++) {
      if (!isSigned(certificates.get(i - 1), certificates.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSigned(X509Certificate one, X509Certificate by) {
    try {
      one.verify(by.getPublicKey());
      return one.getIssuerX500Principal().equals(by.getSubjectX500Principal());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /// @param pem the private key, as [Pem#key] reads it
  public static KeyText key(String pem, X509Certificate certificate) {
    PublicKey partner = certificate.getPublicKey();
    return Pem.key(pem, partner)
        .map(
            key ->
                isAlike(key, partner) && fits(key, partner) ? KeyText.FITS : KeyText.IS_OF_ANOTHER)
        .orElseGet(() -> Pem.isKey(pem, ALGORITHMS) ? KeyText.IS_OF_ANOTHER : KeyText.IS_NONE);
  }

  /// Whether a key has the same size as its partner. This is checked before the key is used,
  /// since somebody may have made a key whose use takes seconds.
  private static boolean isAlike(PrivateKey key, PublicKey partner) {
    return switch (key) {
      case RSAPrivateCrtKey own when partner instanceof RSAPublicKey rsa -> isAlike(own, rsa);
      case ECPrivateKey own when partner instanceof ECPublicKey ec ->
          own.getParams().getCurve().equals(ec.getParams().getCurve())
              && own.getS().compareTo(ec.getParams().getOrder()) < 0;
      case PrivateKey _ -> false;
    };
  }

  private static boolean isAlike(RSAPrivateCrtKey own, RSAPublicKey partner) {
    BigInteger modulus = partner.getModulus();
    return own.getModulus().equals(modulus)
        && own.getPublicExponent().equals(partner.getPublicExponent())
        && Stream.of(
                own.getPrivateExponent(),
                own.getPrimeP(),
                own.getPrimeQ(),
                own.getPrimeExponentP(),
                own.getPrimeExponentQ(),
                own.getCrtCoefficient())
            .allMatch(number -> number.signum() > 0 && number.compareTo(modulus) < 0)
        && own.getPrimeP().multiply(own.getPrimeQ()).equals(modulus);
  }

  private static boolean fits(PrivateKey key, PublicKey partner) {
    try {
      Signature signature =
          Signature.getInstance(
              "EC".equals(partner.getAlgorithm()) ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(partner);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false; // such as a key on another curve
    }
  }
}
