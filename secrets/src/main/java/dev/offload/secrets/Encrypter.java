package dev.offload.secrets;

import dev.offload.schemas.Require;
import dev.offload.schemas.config.Encrypted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts texts that are stored, and decrypts them: AES-256-GCM (NIST SP 800-38D) with a random
/// nonce. What is encrypted for one place can't be decrypted in another.
///
/// It has one or more keys. The first one encrypts. All can decrypt, so that a new key can be put
/// before an old one.
public final class Encrypter {
  public static final int KEY_BYTES = 32;

  /// What each key must be.
  public static final String RULE =
      "an id of 1 to 32 lower-case letters, digits and dashes, a colon, and the base64 of 32 bytes";

  private static final Pattern KEY = Pattern.compile("([a-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)");
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
  private final String first;
  private final SecureRandom random = new SecureRandom();

  /// Each key is an id, a colon and the base64 of 32 bytes.
  public Encrypter(List<String> keys) {
    Require.that(!keys.isEmpty(), "encryption keys", "be one or more", "none");
    for (String key : keys) {
      var read = KEY.matcher(key.strip());
      // The message does not repeat it, since it may be a key with a slip.
      Require.that(read.matches(), "encryption key", "be " + RULE, "another text");
      SecretKeySpec bytes = new SecretKeySpec(Base64.getDecoder().decode(read.group(2)), "AES");
      Require.that(
          this.keys.put(read.group(1), bytes) == null,
          "encryption keys",
          "have different ids",
          read.group(1) + " twice");
    }
    this.first = this.keys.keySet().iterator().next();
  }

  /// `place` names where the text belongs, such as an endpoint and its member.
  public Encrypted encrypt(String text, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted =
        apply(
            Cipher.ENCRYPT_MODE,
            keys.get(first),
            nonce,
            place,
            text.getBytes(StandardCharsets.UTF_8));
    byte[] whole =
        ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
    return new Encrypted(first, Base64.getEncoder().encodeToString(whole));
  }

  /// @throws IllegalStateException if the key is not known here, or the text was changed or
  ///     encrypted for another place
  public String decrypt(Encrypted encrypted, String place) {
    SecretKeySpec key = keys.get(encrypted.key());
    if (key == null) {
      throw new IllegalStateException(
          "no encryption key has the id %s: was it removed while it was in use?"
              .formatted(encrypted.key()));
    }
    byte[] whole = Base64.getDecoder().decode(encrypted.bytes());
    if (whole.length < NONCE_BYTES) {
      throw new IllegalStateException("an encrypted text can't be decrypted: it was cut");
    }
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
    return new String(apply(Cipher.DECRYPT_MODE, key, nonce, place, rest), StandardCharsets.UTF_8);
  }

  /// Secrets of 32 bytes for another purpose, one by each key, that by the first key first: HKDF
  /// (RFC 5869) of the key and of what it is mixed with.
  public List<byte[]> derived(String purpose, byte[] mixedWith) {
    return keys.values().stream().map(key -> derived(key, purpose, mixedWith)).toList();
  }

  private static byte[] derived(SecretKeySpec key, String purpose, byte[] mixedWith) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(key.getEncoded())
                  .addIKM(mixedWith)
                  .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks HKDF", e);
    }
  }

  private static byte[] apply(
      int mode, SecretKeySpec key, byte[] nonce, String place, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "an encrypted text can't be decrypted: another key has the same id, or it was changed",
          e);
    }
  }
}
