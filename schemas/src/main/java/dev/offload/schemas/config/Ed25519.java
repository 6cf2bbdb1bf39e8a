package dev.offload.schemas.config;

import dev.offload.schemas.Require;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Signatures by Ed25519 (RFC 8032), with keys as Standard Webhooks writes them: a prefix and the
/// base64 of 32 bytes.
public final class Ed25519 {
  private static final String ALGORITHM = "Ed25519";
  private static final String PUBLIC = "whpk_";
  private static final String PRIVATE = "whsk_";
  private static final int KEY_BYTES = 32;

  /// What stands before a public key and names the algorithm (RFC 8410).
  private static final byte[] NAMED = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /// A pair of keys.
  public record Pair(String publicKey, String privateKey) {
    /// Without the private key, since records are easily logged.
    @Override
    public String toString() {
      return "Pair[" + publicKey + "]";
    }
  }

  public static Pair freshPair() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] open = Arrays.copyOfRange(encoded, NAMED.length, encoded.length);
      return new Pair(spelled(PUBLIC, open), spelled(PRIVATE, seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks Ed25519", e);
    }
  }

  /// @param privateKey `whsk_…`
  /// @return base64
  public static String sign(String privateKey, String message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(read(privateKey));
      signature.update(message.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks Ed25519, or the key is not one", e);
    }
  }

  /// Whether `signature`, in base64, was made of `message` with the private key of `publicKey`
  /// (`whpk_…`).
  public static boolean isGenuine(String publicKey, String message, String signature) {
    try {
      byte[] open = Base64.getDecoder().decode(publicKey.substring(PUBLIC.length()));
      byte[] encoded = Arrays.copyOf(NAMED, NAMED.length + KEY_BYTES);
      System.arraycopy(open, 0, encoded, NAMED.length, KEY_BYTES);
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
      check.update(message.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (SignatureException | InvalidKeySpecException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks Ed25519", e);
    }
  }

  private static PrivateKey read(String privateKey) throws GeneralSecurityException {
    Require.that(privateKey.startsWith(PRIVATE), "private key", "begin with whsk_", "another text");
    byte[] seed = Base64.getDecoder().decode(privateKey.substring(PRIVATE.length()));
    return KeyFactory.getInstance(ALGORITHM)
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  private static String spelled(String prefix, byte[] key) {
    return prefix + Base64.getEncoder().encodeToString(key);
  }
}
