package dev.offload.lifecycle.limit;

import dev.offload.schemas.config.LimitScope;
import dev.offload.schemas.work.LimitGrant;
import dev.offload.schemas.work.LimitUse;
import dev.offload.schemas.work.LimitUse.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a partition keeps about a limit that its tasks use or wait for.
///
/// ```
/// first task in line ──► open ──► tell ──► receive: tasks go on ──► returned ──► tell ──► closed
///                                  ▲                   │               │
///                                  └───────────────────┴───────────────┘
/// ```
/// All units in use belong to tasks that went on. A grant is for the task that was first when the
/// partition told. If the line has changed since, the first tasks that fit take its units, and
/// those that fit nobody are returned at once.
///
/// @param number tells this ledger from earlier ones of the same limit, whose numbers are lower
/// @param last what the partition has told last; empty if it has told nothing yet
/// @param isAsked whether it is to tell again even if nothing has changed
public record Ledger(
    LimitScope scope,
    int partition,
    long number,
    Totals totals,
    Optional<LimitUse> last,
    boolean isAsked) {

  /// How many tasks the grants were for, how many units they had, and how many of these were
  /// returned, since the ledger was opened.
  public record Totals(long starts, long granted, long returned) {
    public static final Totals NONE = new Totals(0, 0, 0);

    /// One more task has this many units in use.
    public Totals with(int weight) {
      return new Totals(starts + 1, granted + weight, returned);
    }

    /// A task has returned this many units. No more come back than were granted.
    public Totals without(int weight) {
      return new Totals(starts, granted, Math.min(returned + weight, granted));
    }
  }

  /// The ledger after a grant, and the places in line of the tasks that may go on.
  public record Received(Ledger after, List<Integer> goOn) {}

  /// What is to be told, if anything, and the ledger after that. It is empty if it is closed.
  public record Telling(Optional<LimitUse> use, Optional<Ledger> after) {}

  /// A ledger for the first task in line. `number` is higher than that of every earlier ledger of
  /// the limit in this partition.
  public static Ledger open(LimitScope scope, int partition, long number) {
    return new Ledger(scope, partition, number, Totals.NONE, Optional.empty(), false);
  }

  /// The answer to a grant for a limit that the partition has no ledger of. It makes the grant
  /// void. `number` is as in [#open].
  public static LimitUse answerWithout(LimitGrant grant, long number, KnownRule rule) {
    return open(grant.scope(), grant.partition(), Math.max(number, grant.ledger() + 1))
        .use(Demand.NONE, rule);
  }

  /// A ledger instead of one that can't be read. `held` is what tasks have taken, and `number`
  /// is as in [#open]. It is told even if that is nothing.
  public static Ledger recounted(LimitScope scope, int partition, long number, Totals held) {
    return new Ledger(scope, partition, number, held, Optional.empty(), true);
  }

  /// How many units are in use.
  public long used() {
    return totals.granted() - totals.returned();
  }

  /// A task that had gone on has ended, or needs its units no more.
  public Ledger returned(int weight) {
    return with(totals.without(weight));
  }

  /// How many tasks a grant adds. 0 if it is not for this ledger.
  public long startsOf(LimitGrant grant) {
    return grant.ledger() == number ? Math.max(0, grant.starts() - totals.starts()) : 0;
  }

  /// A grant has arrived. `line` is the first tasks in line now, at least as many as it is for.
  public Received receive(LimitGrant grant, List<Next> line) {
    if (grant.ledger() > number) {
      return new Received(renumbered(grant.ledger() + 1), List.of());
    }
    if (grant.ledger() < number || grant.granted() <= totals.granted()) {
      return new Received(asked(), List.of());
    }
    long spare = grant.granted() - totals.granted();
    List<Integer> goOn = new ArrayList<>();
    for (int place = 0; place < line.size(); place++) {
      int weight = line.get(place).weight();
      if (weight <= spare) {
        goOn.add(place);
        spare -= weight;
      }
    }
    Totals after = new Totals(grant.starts(), grant.granted(), totals.returned() + spare);
    return new Received(with(after), List.copyOf(goOn));
  }

  /// What the coordinator is to be told, given what is wanted and the rule as they are now. A
  /// ledger is closed once it has told that nothing is used or wanted.
  public Telling tell(Demand demand, KnownRule rule) {
    LimitUse use = use(demand, rule);
    if (last.isEmpty() && use.idle() && !isAsked) {
      return new Telling(Optional.empty(), Optional.empty());
    }
    boolean isNews = isAsked || last.filter(told -> saysTheSame(told, use)).isEmpty();
    Ledger told =
        isNews ? new Ledger(scope, partition, number, totals, Optional.of(use), false) : this;
    return new Telling(
        isNews ? Optional.of(use) : Optional.empty(),
        use.idle() ? Optional.empty() : Optional.of(told));
  }

  private LimitUse use(Demand demand, KnownRule rule) {
    return new LimitUse(
        scope,
        partition,
        number,
        last.map(LimitUse::told).orElse(0L) + 1,
        rule.rule().orElse(null),
        rule.version(),
        demand.next(),
        demand.waiting(),
        totals.starts(),
        totals.granted(),
        totals.returned());
  }

  /// A rule that has a new version but says the same is no news.
  private static boolean saysTheSame(LimitUse told, LimitUse use) {
    return use.equals(
        new LimitUse(
            told.scope(),
            told.partition(),
            told.ledger(),
            use.told(),
            told.rule(),
            use.ruleVersion(),
            told.next(),
            told.waiting(),
            told.starts(),
            told.granted(),
            told.returned()));
  }

  /// The ledger if the coordinator may go by another rule than it was told. Then it tells again,
  /// whatever has changed.
  public Ledger doubted() {
    return last.filter(told -> told.waiting() > 0).isPresent() ? asked() : this;
  }

  private Ledger with(Totals changed) {
    return new Ledger(scope, partition, number, changed, last, isAsked);
  }

  /// The coordinator knows less than this ledger: what was told is on its way, or not told yet.
  private Ledger asked() {
    return new Ledger(scope, partition, number, totals, last, true);
  }

  /// The coordinator knows a newer ledger than this, since a clock was ahead.
  private Ledger renumbered(long higher) {
    return new Ledger(scope, partition, higher, totals, last, true);
  }
}
