package dev.offload.report.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A format in which a report is written.
public enum Format {
  CSV("text/csv"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  JSON("application/json"),
  PARQUET("application/vnd.apache.parquet"),
  HTML("text/html"),
  PDF("application/pdf");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String contentType() {
    return contentType;
  }

  public String fileName() {
    return "report." + label();
  }
}
