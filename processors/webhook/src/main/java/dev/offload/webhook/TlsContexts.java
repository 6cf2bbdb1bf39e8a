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

/// Makes the context that connections with an identity are made in.
final class TlsContexts {
  private static final char[] NO_PASSWORD = {};

  /// The authorities that are trusted by default. Reading them takes a while, and once is enough.
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
      throw new IllegalStateException("what was accepted for an endpoint can be used", e);
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
      throw new IllegalStateException("every JDK trusts some authorities", e);
    }
  }

  /// @param store null for the authorities that are trusted by default
  private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  /// Only kept in memory, so its kind matters to nobody. One of kind PKCS12 would encrypt a key and
  /// decrypt it again, which takes longer than all the rest.
  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    return store;
  }
}
