package dev.offload.ingest.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// A kind of JSON value: how it is read, and what the OpenAPI document says of it.
public final class Kind<T> {

  private final Step<JsonNode, T> reading;
  private final Supplier<Schema> schema;

  private Kind(Step<JsonNode, T> reading, Supplier<Schema> schema) {
    this.reading = reading;
    this.schema = schema;
  }

  /// A step of reading. It is empty, with a fault, if the value is wrong.
  @FunctionalInterface
  public interface Step<F, T> {
    Optional<T> read(F value, String pointer, Faults faults);
  }

  /// @param schema makes a new one each time
  static <T> Kind<T> of(Step<JsonNode, T> reading, Supplier<Schema> schema) {
    return new Kind<>(reading, schema);
  }

  /// A kind that is declared elsewhere, and holds values that hold it again. The document describes
  /// it under this name.
  public static <T> Kind<T> declared(String name, Supplier<Kind<T>> kind) {
    Kind<T> unnamed =
        of(
            (json, pointer, faults) -> kind.get().read(json, pointer, faults),
            OASFactory::createSchema);
    return unnamed.as(name);
  }

  /// Empty, with a fault, if `json` is not of this kind.
  public Optional<T> read(JsonNode json, String pointer, Faults faults) {
    return reading.read(json, pointer, faults);
  }

  public Schema schema() {
    return schema.get();
  }

  /// The same kind, with one more step of reading.
  public <R> Kind<R> then(Step<T, R> next) {
    return of(
        (json, pointer, faults) ->
            read(json, pointer, faults).flatMap(value -> next.read(value, pointer, faults)),
        schema);
  }

  /// The same kind, of which the document says more.
  public Kind<T> described(UnaryOperator<Schema> more) {
    return of(reading, () -> more.apply(schema()));
  }

  /// The same kind, with a description for people.
  public Kind<T> saying(String description) {
    return described(more -> more.description(description));
  }

  /// The same kind, which the document describes under this name, for all who have it.
  public Kind<T> as(String name) {
    return of(reading, () -> OASFactory.createSchema().ref("#/components/schemas/" + name));
  }
}
