package dev.offload.ingest.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.MessageSourceError;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.FormatValidator;
import com.networknt.schema.path.NodePath;
import dev.offload.schemas.url.OutsideUrl;
import dev.offload.schemas.url.OutsideUrl.ParsedUrl;
import java.util.function.Supplier;

/// The `format` `web-url` of schemas: a URL that is sent a request. The same rules hold as for
/// webhooks, and they are told in the same words.
final class WebUrlFormat implements Format {
  @Override
  public String getName() {
    return "web-url";
  }

  @Override
  public void validate(
      ExecutionContext execution,
      SchemaContext schema,
      JsonNode value,
      JsonNode whole,
      NodePath where,
      boolean isAsserted,
      Supplier<MessageSourceError.Builder> error,
      FormatValidator validator) {
    if (isAsserted
        && value.isTextual()
        && OutsideUrl.read(value.textValue()) instanceof ParsedUrl.Wrong(String fault)) {
      execution.addError(error.get().messageSupplier(() -> "must " + fault).build());
    }
  }
}
