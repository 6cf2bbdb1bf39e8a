package dev.offload.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.offload.schemas.config.EndpointTls;
import dev.offload.schemas.tls.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What TLS connections to an endpoint are made with, as its owner sees it.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookTls", requiredProperties = "ca")
record TlsView(
    @Schema(description = "The certificate that Offload presents. Absent if there is none.")
        CertificateView clientCertificate,
    @Schema(
            description =
                "Certificates, one of which must have signed the receiver's certificate."
                    + " Empty: the usual authorities are trusted.")
        List<CertificateView> ca) {

  /// The main things that a certificate says.
  @Schema(
      name = "Certificate",
      requiredProperties = {"subject", "notAfter"})
  record CertificateView(
      @Schema(description = "The subject of the certificate (RFC 2253).") String subject,
      @Schema(description = "When the certificate expires.") Instant notAfter) {

    static CertificateView of(X509Certificate certificate) {
      return new CertificateView(
          certificate.getSubjectX500Principal().getName(), certificate.getNotAfter().toInstant());
    }
  }

  static TlsView of(EndpointTls tls) {
    CertificateView client =
        Optional.ofNullable(tls.client())
            .map(one -> read(one.certificate()).getFirst())
            .orElse(null);
    return new TlsView(client, tls.ca() == null ? List.of() : read(tls.ca()));
  }

  private static List<CertificateView> read(String pem) {
    return Pem.certificates(pem).orElseThrow().stream().map(CertificateView::of).toList();
  }
}
