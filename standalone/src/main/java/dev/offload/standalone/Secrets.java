package dev.offload.standalone;

import dev.offload.secrets.Encrypter;
import dev.offload.secrets.TenantSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/// The secrets that this installation made at its first start and keeps.
///
/// @param masterKey base64 of 32 bytes, from which the tenants' secrets are derived
/// @param adminKey an API key with every scope, for development
/// @param encryptionKey an id, a colon and base64 of 32 bytes: the key that encrypts the secrets of
///     endpoints
record Secrets(String masterKey, String adminKey, String encryptionKey) {
  private static final String MASTER_KEY = "master-key";
  private static final String ADMIN_KEY = "admin-key";

  /// Files of earlier releases call it so.
  private static final String ENCRYPTION_KEY = "sealing-key";

  private static final String ENCRYPTION_KEY_ID = "k1";
  private static final int KEY_ID_BYTES = 6;
  private static final int KEY_SECRET_BYTES = 24;

  /// Reads the secrets from `file`, which only its owner may read, or makes new ones.
  static Secrets keptIn(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      write(file, fresh(random));
    }
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    var masterKey = required(properties, MASTER_KEY, file);
    var adminKey = required(properties, ADMIN_KEY, file);
    if (properties.containsKey(ENCRYPTION_KEY)) {
      return new Secrets(masterKey, adminKey, required(properties, ENCRYPTION_KEY, file));
    }
    // A release before there were endpoints has made the file.
    var completed = new Secrets(masterKey, adminKey, freshEncryptionKey(random));
    write(file, completed);
    return completed;
  }

  String webhookSecret(String tenant) {
    return new TenantSecrets(masterKey).webhookSecret(tenant);
  }

  private static Secrets fresh(SecureRandom random) {
    var masterKey =
        Base64.getEncoder().encodeToString(bytes(random, TenantSecrets.MASTER_KEY_BYTES));
    var hex = HexFormat.of();
    var adminKey =
        "off_%s_%s"
            .formatted(
                hex.formatHex(bytes(random, KEY_ID_BYTES)),
                hex.formatHex(bytes(random, KEY_SECRET_BYTES)));
    return new Secrets(masterKey, adminKey, freshEncryptionKey(random));
  }

  private static String freshEncryptionKey(SecureRandom random) {
    var key = Base64.getEncoder().encodeToString(bytes(random, Encrypter.KEY_BYTES));
    return ENCRYPTION_KEY_ID + ":" + key;
  }

  private static byte[] bytes(SecureRandom random, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void write(Path file, Secrets secrets) throws IOException {
    var properties = new Properties();
    properties.setProperty(MASTER_KEY, secrets.masterKey());
    properties.setProperty(ADMIN_KEY, secrets.adminKey());
    properties.setProperty(ENCRYPTION_KEY, secrets.encryptionKey());
    // Written aside and moved: a crash in between leaves no half-written keys.
    var aside =
        Files.createTempFile(
            file.getParent(),
            "secrets",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var writer = Files.newBufferedWriter(aside)) {
      properties.store(writer, "Made at the first start. Whoever has these owns this Offload.");
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String required(Properties properties, String name, Path file) throws IOException {
    var value = properties.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IOException(
          file + " has no " + name + "; restore it, or delete the file for new secrets.");
    }
    return value;
  }
}
