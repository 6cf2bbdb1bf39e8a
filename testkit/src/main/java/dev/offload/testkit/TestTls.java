package dev.offload.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates and keys in PEM, for connections that both sides authenticate. They protect
/// nothing: everybody has them.
///
/// | name | what it is |
/// |---|---|
/// | `ca`, `other-ca` | two authorities |
/// | `intermediate` | an authority that `ca` signed |
/// | `server` | for `*.hooks.example` and 127.0.0.1, signed by `ca` |
/// | `client`, `rsa` | for clients, signed by `ca`; keys of EC and RSA |
/// | `chained` | for clients, signed by `intermediate` |
/// | `stranger` | for clients, signed by `other-ca` |
/// | `expired`, `weak`, `ed25519` | signed by `ca`: over in 2021; 1,024 bits; another algorithm |
public final class TestTls {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private TestTls() {}

  public static String certificate(String name) {
    return text(name + ".crt");
  }

  public static String key(String name) {
    return text(name + ".key");
  }

  /// A server with the certificate `server`, which knows clients that `ca` has signed.
  public static SSLContext ofServer() {
    try {
      KeyStore keys = emptyStore();
      keys.setKeyEntry(
          "server", privateKey(key("server")), PASSWORD, new Certificate[] {read("server")});
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust("ca").getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManagerFactory trust(String ca) throws GeneralSecurityException, IOException {
    KeyStore trusted = emptyStore();
    trusted.setCertificateEntry(ca, read(ca));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return trust;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Certificate read(String name) throws GeneralSecurityException {
    byte[] bytes = certificate(name).getBytes(StandardCharsets.US_ASCII);
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private static String text(String file) {
    try (InputStream stream = TestTls.class.getResourceAsStream("tls/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
