package dev.offload.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Tasks that are made up by chance, and valid.
final class ChanceTasks {
  private static final List<String> OPERATIONS =
      List.of(
          "{'crop': {'x': %1$d, 'y': 3, 'width': 40, 'height': %2$d}}",
          "{'crop': {'width': %1$d, 'height': 30}}",
          "{'resize': {'width': %1$d, 'height': %2$d, 'fit': 'contain'}}",
          "{'resize': {'width': %1$d, 'withoutEnlargement': false}}",
          "{'resize': {'height': %2$d, 'fit': 'inside'}}",
          "{'rotate': 90}",
          "{'rotate': 180}",
          "{'flip': 'vertical'}",
          "{'greyscale': true}",
          "{'blur': 2.5}",
          "{'sharpen': 1}",
          "{'background': '#336699'}",
          "{'watermark': {'text': 'Offload', 'width': 0.5}}");
  private static final String AROUND_FACES = "{'crop': {'around': 'faces'}}";
  private static final List<String> FORMATS = List.of("jpeg", "png", "webp", "");

  private ChanceTasks() {}

  /// The input of a task about the file `photo`.
  static String input(Random random) {
    List<String> outputs = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      outputs.add(output("out" + i, random));
    }
    boolean faces = random.nextInt(50) == 0;
    return "{'source': {'file': 'photo'}, 'outputs': [%s]%s}"
        .formatted(String.join(",", outputs), faces ? ", 'faces': {'landmarks': 5}" : "")
        .replace('\'', '"');
  }

  private static String output(String name, Random random) {
    List<String> members = new ArrayList<>(List.of("'name': '%s'".formatted(name)));
    String format = FORMATS.get(random.nextInt(FORMATS.size()));
    boolean animated = format.equals("webp") && random.nextBoolean();
    if (!format.isEmpty()) {
      members.add("'format': '%s'".formatted(format));
    }
    addIf(animated, "'animated': true", members);
    addIf(!animated && random.nextInt(8) == 0, "'maxBytes': 3000", members);
    addIf(random.nextInt(3) == 0, "'profile': 'keep'", members);
    addIf(random.nextInt(3) == 0, "'metadata': 'keep'", members);
    addIf(random.nextInt(4) == 0, "'progressive': true", members);
    addIf(random.nextInt(4) == 0, "'background': '#ff000080'", members);
    members.add("'operations': [%s]".formatted(operations(random, animated)));
    return "{%s}".formatted(String.join(", ", members));
  }

  private static String operations(Random random, boolean animated) {
    List<String> operations = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      operations.add(
          OPERATIONS
              .get(random.nextInt(OPERATIONS.size()))
              .formatted(1 + random.nextInt(200), 1 + random.nextInt(200)));
    }
    addIf(!animated && random.nextInt(50) == 0, AROUND_FACES, operations);
    return String.join(", ", operations);
  }

  private static void addIf(boolean wanted, String one, List<String> all) {
    if (wanted) {
      all.add(one);
    }
  }
}
