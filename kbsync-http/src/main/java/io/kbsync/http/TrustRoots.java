package io.kbsync.http;

import io.kbsync.api.FatalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities of the JDK, and those of a PEM file. */
record TrustRoots(SSLSocketFactory sockets, X509TrustManager trust) {

  /** Trusts the JDK's roots and the certificates of {@code caFile}. */
  static TrustRoots with(Path caFile) throws FatalException {
    try {
      X509TrustManager jdk = trustManager(null);
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      add(roots, "jdk", Arrays.asList(jdk.getAcceptedIssuers()));
      add(roots, "caFile", certificates(caFile));
      X509TrustManager trust = trustManager(roots);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return new TrustRoots(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(caFile, "cannot be used: " + e.getMessage(), e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path caFile)
      throws FatalException, CertificateException {
    Collection<? extends Certificate> found;
    try (InputStream pem = Files.newInputStream(caFile)) {
      found = CertificateFactory.getInstance("X.509").generateCertificates(pem);
    } catch (IOException e) {
      throw unusable(caFile, "cannot be read; check the path and the rights of the file", e);
    } catch (CertificateException e) {
      throw unusable(caFile, "holds something else than PEM certificates", e);
    }
    if (found.isEmpty()) {
      throw unusable(
          caFile, "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)", null);
    }
    return found;
  }

  private static FatalException unusable(Path caFile, String why, @Nullable Exception cause) {
    return new FatalException(
        FatalException.Kind.REFUSED_VALUE, "caFile " + caFile + " " + why, cause);
  }

  private static void add(KeyStore store, String prefix, Collection<? extends Certificate> more)
      throws GeneralSecurityException {
    int number = 0;
    for (Certificate certificate : more) {
      store.setCertificateEntry(prefix + number++, certificate);
    }
  }

  private static X509TrustManager trustManager(@Nullable KeyStore roots)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
  }
}
