package dev.offload.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.offload.image.operations.Around;
import dev.offload.image.operations.Gravity;
import dev.offload.image.operations.Operation;
import dev.offload.image.pixels.Axis;
import dev.offload.image.pixels.Fit;
import dev.offload.image.pixels.Hiding;
import dev.offload.image.pixels.OutputFormat;
import dev.offload.image.pixels.Resize;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.Galleries;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The published schema of the input describes the record that reads it.
class ImageSchemaTest {
  private static final String FILE = "fil_0193552f-7c4e-7d2a-9c3b-0f6a1e2d3c4b";
  private static final String TASK = "tsk_0193552f-7c4e-7d2a-9c3b-0f6a1e2d3c4b";
  private static final JsonNode TEXT = read();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT.toString(), InputFormat.JSON);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'source': {'file': 'FILE'}}",
        "{'source': {'file': 'FILE'}, 'outputs': [], 'faces': {}}",
        "{'source': {'url': 'http://example.org/a.jpg'}}",
        "{'source': {'url': 'HTTPS://example.org'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'watermark': {'url': 'https://example.org/logo.png', 'opacity': 1}}]}]}",
        "{'source': {'file': 'FILE'}, 'faces': {'detect': true}}",
        "{'source': {'file': 'FILE'}, 'faces': {'landmarks': 68, 'embed': true, 'blur': 'pixelate',"
            + " 'compareTo': ['FILE'], 'gallery': 'staff', 'maxDistance': 0.5}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': ['FILE', {'task': 'TASK', 'faces':"
            + " [{'score': 1}]}]}}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a.b-c_d'}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'quality': 100, 'format': 'webp',"
            + " 'background': '#00ff0080', 'resize': {'width': 1, 'height': 16383,"
            + " 'fit': 'outside', 'withoutEnlargement': false}}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'quality': 5}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations': []}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'profile': 'keep'}, {'name': 'b',"
            + " 'profile': 'srgb', 'animated': false}]}",
        "{'source': {'file': 'FILE'}, 'faces': {'detect': true}, 'outputs': [{'name': 'a',"
            + " 'animated': true, 'format': 'webp', 'operations': [{'crop': {'width': 1, 'height':"
            + " 1}}, {'watermark': {'text': 'a'}}]}]}",
        "{'source': {'file': 'FILE'}, 'faces': {'blur': 'blur'}, 'outputs': [{'name': 'a',"
            + " 'animated': false, 'format': 'webp'}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'progressive':"
            + " true, 'metadata': 'keep', 'maxBytes': 100}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'crop': {'x': 0, 'y': 65535, 'width': 1, 'height': 1}}]}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'crop': {'width': 1, 'height': 1, 'around': 'faces'}}, {'crop':"
            + " {'width': 1, 'height': 1}}]}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'crop': {'around': 'faces', 'margin': 0}}]}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'rotate': 270}, {'flip': 'vertical'}, {'greyscale': true}, {'blur':"
            + " 0.3}, {'sharpen': 10}]}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'background': '#00FF00'}, {'background': '#00ff00ff'}, {'resize':"
            + " {'width': 5}}]}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'watermark': {'text': 'a', 'gravity': 'north', 'opacity': 0.1,"
            + " 'width': 1, 'margin': 0, 'colour': '#00000080'}}]}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations':"
            + " [{'watermark': {'file': 'FILE'}}]}]}",
      })
  void validInputIsAccepted(String input) {
    assertThat(violations(input)).isEmpty();
    assertThatCode(() -> task(input)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'source': {}}",
        "{'source': {'file': 'photo'}}",
        "{'source': {'file': 7}}",
        "{'source': {'url': 7}}",
        "{'source': {'url': ['https://example.org/']}}",
        "{'source': {'file': 'FILE', 'url': 'http://example.org/a.jpg'}}",
        "{'source': {'file': 'FILE'}, 'size': 3}",
        "{'source': {'file': 'FILE'}, 'faces': {'detect': 'yes'}}",
        "{'source': {'file': 'FILE'}, 'faces': {'embed': 'yes'}}",
        "{'source': {'file': 'FILE'}, 'faces': {'landmarks': 7}}",
        "{'source': {'file': 'FILE'}, 'faces': {'blur': 'black'}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': ['photo']}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': ['FILE', 'FILE']}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': ['TASK']}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': [{'task': 'TASK'}]}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': [{'task': 'FILE', 'faces': []}]}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': [{'task': 'TASK', 'faces':"
            + " [{'descriptor': [1]}]}]}}",
        "{'source': {'file': 'FILE'}, 'faces': {'gallery': ''}}",
        "{'source': {'file': 'FILE'}, 'faces': {'gallery': 'a/b'}}",
        "{'source': {'file': 'FILE'}, 'faces': {'maxDistance': 2.1}}",
        "{'source': {'file': 'FILE'}, 'faces': {'blur': true}}",
        "{'source': {'file': 'FILE'}, 'faces': {'compareTo': 'FILE'}}",
        "{'source': {'file': 'FILE'}, 'outputs': [{}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': '../etc'}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'quality': 0}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'quality': 101}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'format': 'png', 'quality': 9}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'format': 'tiff'}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'background': 'red'}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'resize': {}}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'resize': {'fit': 'fill'}}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'resize': {'width': 0}}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'resize': {'width': 16384}}]}",
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'resize': {'width': 1.5}}]}",
        "{'source': {'file': 'FILE'},"
            + " 'outputs': [{'name': 'a', 'resize': {'width': 9, 'fit': 'crop'}}]}",
      })
  void inputThatBreaksARuleIsRefused(String input) {
    assertThat(violations(input)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'quality': 0",
        "'quality': 101",
        "'background': 'red'",
        "'resize': {}",
        "'resize': {'width': 0}",
        "'resize': {'height': 16384}",
        "'maxBytes': 99",
        "'metadata': 'some'",
        "'profile': 'cmyk'",
        "'animated': true",
        "'animated': true, 'format': 'png'",
        "'animated': true, 'format': 'webp', 'maxBytes': 1000",
        "'animated': true, 'format': 'webp', 'operations': [{'crop': {'around': 'faces'}}]",
        "'name': '-'",
        "'name': 'a/b'",
        "'name': '1234567890123456789012345678901234567890123456789012345678901234567890"
            + "1234567890123456789012345678901'",
      })
  void outputBeyondABoundIsRefusedByBoth(String member) {
    String name = member.startsWith("'name'") ? "" : "'name': 'a', ";
    String input = "{'source': {'file': 'FILE'}, 'outputs': [{%s%s}]}".formatted(name, member);

    assertThat(violations(input)).isNotEmpty();
    assertThatThrownBy(() -> task(input)).isInstanceOf(IOException.class);
  }

  @Test
  void hidingFacesInAnAnimationIsRefusedBySchemaAndCode() {
    String input =
        "{'source': {'file': 'FILE'}, 'faces': {'blur': 'blur'}, 'outputs': [{'name': 'a',"
            + " 'animated': true, 'format': 'webp'}]}";

    assertThat(violations(input)).isNotEmpty();
    assertThatThrownBy(() -> task(input)).hasMessageContaining("first frame alone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'crop': {}}",
        "{'crop': {'width': 5}}",
        "{'crop': {'height': 5, 'around': 'centre'}}",
        "{'crop': {'x': 1, 'width': 5, 'height': 5}}",
        "{'crop': {'x': 1, 'y': 1}}",
        "{'crop': {'x': 1, 'y': 1, 'width': 5, 'height': 5, 'around': 'faces'}}",
        "{'crop': {'x': -1, 'y': 1, 'width': 5, 'height': 5}}",
        "{'crop': {'width': 0, 'height': 5}}",
        "{'crop': {'width': 65536, 'height': 5}}",
        "{'crop': {'around': 'centre'}}",
        "{'crop': {'margin': 1}}",
        "{'crop': {'around': 'faces', 'margin': 5.1}}",
        "{'crop': {'around': 'faces', 'margin': -1}}",
        "{'crop': {'around': 'faces', 'width': 5, 'height': 5, 'margin': 1}}",
        "{'rotate': 45}",
        "{'rotate': 0}",
        "{'flip': 'both'}",
        "{'greyscale': false}",
        "{'blur': 0.2}",
        "{'blur': 51}",
        "{'sharpen': 0.2}",
        "{'sharpen': 11}",
        "{'background': 'red'}",
        "{'background': '#00ff0080'}",
        "{'resize': {}}",
        "{'spin': 1}",
        "{}",
        "{'rotate': 90, 'blur': 1}",
        "{'watermark': {}}",
        "{'watermark': {'text': 'a', 'file': 'FILE'}}",
        "{'watermark': {'text': 'a', 'url': 'https://example.org/'}}",
        "{'watermark': {'file': 'FILE', 'url': 'https://example.org/'}}",
        "{'watermark': {'url': 'https://example.org/', 'colour': '#ffffff'}}",
        "{'watermark': {'text': ''}}",
        "{'watermark': {'text': ' '}}",
        "{'watermark': {'text': 'a', 'opacity': 0}}",
        "{'watermark': {'text': 'a', 'opacity': 1.1}}",
        "{'watermark': {'text': 'a', 'width': 0}}",
        "{'watermark': {'text': 'a', 'width': 1.1}}",
        "{'watermark': {'text': 'a', 'margin': 0.5}}",
        "{'watermark': {'text': 'a', 'margin': -1}}",
        "{'watermark': {'text': 'a', 'gravity': 'up'}}",
        "{'watermark': {'text': 'a', 'colour': 'red'}}",
        "{'watermark': {'file': 'FILE', 'colour': '#ffffff'}}",
      })
  void operationBeyondABoundIsRefusedByBoth(String operation) {
    String input =
        "{'source': {'file': 'FILE'}, 'outputs': [{'name': 'a', 'operations': [%s]}]}"
            .formatted(operation);

    assertThat(violations(input)).isNotEmpty();
    assertThatThrownBy(() -> task(input)).isInstanceOf(IOException.class);
  }

  @Test
  void schemaHasTheOperationsOfTheCode() {
    JsonSubTypes.Type[] types = Operation.class.getAnnotation(JsonSubTypes.class).value();

    assertThat(TEXT.at("/$defs/operation/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(types).map(JsonSubTypes.Type::name).toList());
    assertThat(texts("/$defs/watermark/properties/gravity/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(Gravity.values()));
    assertThat(texts("/$defs/crop/properties/around/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(Around.values()));
    assertThat(texts("/$defs/operation/properties/flip/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(Axis.values()));
    assertThat(TEXT.at("/$defs/output/properties/operations/maxItems").asInt())
        .isEqualTo(ImageTask.Output.MAX_OPERATIONS);
  }

  @Test
  void schemaHasTheChoicesAndLimitsOfTheCode() {
    assertThat(texts("/$defs/resize/properties/fit/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(Fit.values()));
    assertThat(texts("/$defs/output/properties/format/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(OutputFormat.values()));
    assertThat(TEXT.at("/$defs/resize/properties/width/maximum").asInt())
        .isEqualTo(Resize.MAX_SIDE);
    assertThat(TEXT.at("/$defs/resize/properties/height/maximum").asInt())
        .isEqualTo(Resize.MAX_SIDE);
    assertThat(texts("/$defs/output/properties/metadata/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(ImageTask.Metadata.values()));
    assertThat(texts("/$defs/output/properties/profile/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(ImageTask.Profile.values()));
    assertThat(texts("/properties/faces/properties/blur/enum"))
        .isEqualTo(Json.MAPPER.valueToTree(Hiding.values()));
    assertThat(TEXT.at("/properties/faces/properties/compareTo/maxItems").asInt())
        .isEqualTo(ImageTask.Faces.MAX_COMPARED);
    assertThat(TEXT.at("/properties/faces/properties/gallery/pattern").asText())
        .isEqualTo("^" + Galleries.NAME_PATTERN + "$");
    assertThat(TEXT.at("/$defs/compared/then/properties/task/pattern").asText())
        .isEqualTo("^" + TaskId.PATTERN + "$");
    assertThat(
            TEXT.at("/$defs/compared/then/properties/faces/items/properties/descriptor/maxItems")
                .asInt())
        .isEqualTo(FaceDescriptor.LENGTH);
    assertThat(TEXT.at("/properties/outputs/maxItems").asInt()).isEqualTo(ImageTask.MAX_OUTPUTS);
    assertThat(TEXT.at("/$defs/resize/properties/fit/default").asText()).isEqualTo("cover");
  }

  private static JsonNode texts(String pointer) {
    JsonNode found = TEXT.at(pointer);
    assertThat(found.isArray()).as(pointer).isTrue();
    return found;
  }

  private static List<Error> violations(String input) {
    return SCHEMA.validate(json(input), InputFormat.JSON);
  }

  private static ImageTask task(String input) throws IOException {
    return Json.MAPPER.readValue(json(input), ImageTask.class);
  }

  private static String json(String input) {
    return input.replace('\'', '"').replace("FILE", FILE).replace("TASK", TASK);
  }

  private static JsonNode read() {
    try (InputStream in = ImageTask.class.getResourceAsStream("input.schema.json")) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
