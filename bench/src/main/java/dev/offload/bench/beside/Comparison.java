package dev.offload.bench.beside;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.bench.figure.Median;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The rates of two systems, round by round. The medians count.
///
/// @param peer the other system's name
/// @param remark what a reader has to know of it
/// @param versions what both are made of
/// @param cores how many cores they shared
public record Comparison(
    String peer,
    String remark,
    List<Map<Rate, Double>> ours,
    List<Map<Rate, Double>> theirs,
    Map<String, String> versions,
    int cores) {
  private static final String ROW = "%-45s %10s %10s %8s   %s%n";

  public Comparison {
    ours = List.copyOf(ours);
    theirs = List.copyOf(theirs);
    versions = new TreeMap<>(versions);
  }

  /// How many times as fast as the other system Offload is.
  double factor(Rate rate) {
    return median(ours, rate) / median(theirs, rate);
  }

  /// For people: both medians, the factor, and each round.
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(ROW.formatted("per second", "Offload", peer, "factor", "rounds"));
    for (Rate rate : Rate.values()) {
      table.append(
          ROW.formatted(
              rate.meaning(),
              whole(median(ours, rate)),
              whole(median(theirs, rate)),
              String.format(Locale.ROOT, "%.2f", factor(rate)),
              "(%s; %s)".formatted(rounds(ours, rate), rounds(theirs, rate))));
    }
    return table.append(remark).append(System.lineSeparator()).toString();
  }

  /// The line for machines.
  public String json() {
    ObjectNode line =
        JsonNodeFactory.instance.objectNode().put("beside", peer.toLowerCase(Locale.ROOT));
    for (Rate rate : Rate.values()) {
      line.putObject(rate.field())
          .put("ours", Math.round(median(ours, rate)))
          .put("theirs", Math.round(median(theirs, rate)))
          .put("factor", Math.round(factor(rate) * 100) / 100.0);
    }
    line.put("cores", cores).put("runs", ours.size());
    ObjectNode all = line.putObject("versions");
    versions.forEach(all::put);
    return line.toString();
  }

  private static double median(List<Map<Rate, Double>> rounds, Rate rate) {
    return Median.of(rounds.stream().map(round -> round.get(rate)).toList());
  }

  private static String rounds(List<Map<Rate, Double>> rounds, Rate rate) {
    return rounds.stream().map(round -> whole(round.get(rate))).collect(Collectors.joining(", "));
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
