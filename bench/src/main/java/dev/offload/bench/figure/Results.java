package dev.offload.bench.figure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The figures of all runs. The median of each counts.
public final class Results {
  private final Map<Figure, List<Double>> runs = new EnumMap<>(Figure.class);

  public void add(Map<Figure, Double> run) {
    run.forEach((figure, value) -> runs.computeIfAbsent(figure, _ -> new ArrayList<>()).add(value));
  }

  double median(Figure figure) {
    return figure.rounded(Median.of(runs.get(figure)));
  }

  /// The line for machines.
  public String json(Setting setting) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    for (Figure figure : runs.keySet()) {
      double median = median(figure);
      if (median == Math.rint(median)) {
        line.put(figure.field(), (long) median);
      } else {
        line.put(figure.field(), median);
      }
    }
    line.put("partitions", setting.partitions());
    line.put("cores", setting.cores());
    line.put("runs", runs.values().stream().mapToInt(List::size).max().orElse(0));
    ObjectNode versions = line.putObject("versions");
    setting.versions().forEach(versions::put);
    return line.toString();
  }

  /// The same for people: the median, then each run.
  public String table() {
    StringBuilder table = new StringBuilder();
    runs.forEach(
        (figure, values) ->
            table.append(
                "%-40s %10s   (%s)%n"
                    .formatted(
                        figure.meaning(),
                        text(median(figure)),
                        values.stream()
                            .map(value -> text(figure.rounded(value)))
                            .collect(Collectors.joining(", ")))));
    return table.toString();
  }

  private static String text(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
