package dev.offload.e2e.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// A shop's orders as a CSV file, which is the same on every run, and the rows that a report
/// about them must have, counted from the file.
final class Orders {
  static final int ROWS = 200_000;
  static final String QUERY =
      """
      SELECT region,
             count(*) AS orders,
             sum(pieces)::BIGINT AS pieces,
             (sum(pieces * cents) / 100)::DECIMAL(18, 2) AS turnover
      FROM orders
      GROUP BY region
      ORDER BY region
      """;

  private static final long SEED = 20_261_122;
  private static final List<String> REGIONS =
      List.of("Alps", "Baltic", "Danube", "Loire", "North Sea", "Rhine", "Tuscany");
  private static final int MOST_PIECES = 9;
  private static final int MOST_CENTS = 19_999;

  private final String csv;

  private Orders(String csv) {
    this.csv = csv;
  }

  static Orders make() {
    var random = new Random(SEED);
    var csv = new StringBuilder("id,region,pieces,cents\n");
    for (int id = 1; id <= ROWS; id++) {
      int region = Math.min(random.nextInt(REGIONS.size()), random.nextInt(REGIONS.size()));
      csv.append(id).append(',').append(REGIONS.get(region));
      csv.append(',').append(1 + random.nextInt(MOST_PIECES));
      csv.append(',').append(1 + random.nextInt(MOST_CENTS)).append('\n');
    }
    return new Orders(csv.toString());
  }

  byte[] csv() {
    return csv.getBytes(UTF_8);
  }

  /// The rows of the report, in its order.
  List<List<String>> expectedRows() {
    record Sum(long orders, long pieces, long cents) {
      Sum plus(Sum other) {
        return new Sum(orders + other.orders, pieces + other.pieces, cents + other.cents);
      }
    }

    var sums = new TreeMap<String, Sum>();
    csv.lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(
            order -> {
              long pieces = Long.parseLong(order[2]);
              sums.merge(
                  order[1], new Sum(1, pieces, pieces * Long.parseLong(order[3])), Sum::plus);
            });
    var rows = new ArrayList<List<String>>();
    sums.forEach(
        (region, sum) ->
            rows.add(
                List.of(
                    region,
                    Long.toString(sum.orders()),
                    Long.toString(sum.pieces()),
                    BigDecimal.valueOf(sum.cents(), 2).toPlainString())));
    return rows;
  }
}
