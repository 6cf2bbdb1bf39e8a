package dev.offload.webhook;

import dev.offload.schemas.tls.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Makes the TLS context for connections with an identity.
final class TlsContexts {
  private static final char[] NO_PASSWORD = {};

  /// The authorities that are trusted by default. They are read once, since that takes a
  /// while.
  private static final TrustManager[] USUAL = usual();

  private TlsContexts() {}

  static SSLContext of(TlsIdentity identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] own =
          identity.client().isPresent() ? keyManagers(identity.client().get()) : null;
      TrustManager[] trusted =
          identity.ca().isPresent() ? trustManagers(identity.ca().get()) : USUAL;
      context.init(own, trusted, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "the certificates of an endpoint can't be used, although they were accepted", e);
    }
  }

  private static KeyManager[] keyManagers(TlsIdentity.Client client)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> chain = Pem.certificates(client.certificate()).orElseThrow();
    PrivateKey key = Pem.key(client.key(), chain.getFirst().getPublicKey()).orElseThrow();
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    return managers.getKeyManagers();
  }

  private static TrustManager[] trustManagers(String ca)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int number = 0;
    for (X509Certificate one : Pem.certificates(ca).orElseThrow()) {
      store.setCertificateEntry("ca-" + number++, one);
    }
    return trustManagers(store);
  }

  private static TrustManager[] usual() {
    try {
      return trustManagers((KeyStore) null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authorities that the JDK trusts can't be read", e);
    }
  }

  /// @param store null for the authorities that are trusted by default
  private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  /// A store that stays in memory, so its type does not matter. A store of type PKCS12 would
  /// encrypt and decrypt the key, which takes longer than everything else.
  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    return store;
  }
}
