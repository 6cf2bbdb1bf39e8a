package dev.offload.ingest.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.route.Route.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      nullValues = "direct",
      textBlock =
          """
          derivedId, delayed, paused, limited, related, waiting, ofTenant, slots, reason
          false,     false,   false,  false,   false,   0,       0,        1,     direct
          false,     false,   false,  false,   false,   3,       3,        4,     direct
          false,     false,   false,  false,   false,   4,       1,        4,     NO_FREE_SLOT
          false,     false,   false,  false,   false,   4,       0,        4,     direct
          false,     false,   false,  false,   false,   9999,    0,        4,     direct
          false,     false,   false,  false,   false,   9999,    1,        8,     NO_FREE_SLOT
          false,     false,   false,  false,   false,   9999,    1,        9,     direct
          false,     false,   false,  false,   false,   9999,    7,        64,    direct
          false,     false,   false,  false,   false,   9999,    8,        64,    NO_FREE_SLOT
          false,     false,   false,  false,   false,   5,       5,        4,     NO_FREE_SLOT
          false,     false,   false,  false,   false,   0,       0,        0,     NO_FREE_SLOT
          false,     false,   true,   false,   false,   0,       0,        4,     PAUSED
          false,     true,    false,  false,   false,   0,       0,        4,     DELAYED
          true,      false,   false,  false,   false,   0,       0,        4,     DERIVED_ID
          false,     true,    true,   false,   false,   9,       9,        4,     DELAYED
          true,      true,    true,   false,   false,   9,       9,        4,     DERIVED_ID
          false,     false,   true,   false,   false,   9,       9,        4,     PAUSED
          false,     false,   false,  true,    false,   0,       0,        4,     LIMITED
          false,     false,   false,  true,    false,   9,       9,        4,     LIMITED
          false,     false,   true,   true,    false,   0,       0,        4,     PAUSED
          false,     true,    false,  true,    false,   0,       0,        4,     DELAYED
          false,     false,   false,  false,   true,    0,       0,        4,     RELATED
          false,     false,   false,  false,   true,    9,       9,        4,     RELATED
          false,     false,   true,   false,   true,    0,       0,        4,     PAUSED
          true,      false,   false,  false,   true,    0,       0,        4,     DERIVED_ID
          """)
  void onlyAFreshTaskWithNothingToDecideGoesDirect(
      boolean derivedId,
      boolean delayed,
      boolean paused,
      boolean limited,
      boolean related,
      int waiting,
      int ofTenant,
      int slots,
      Reason reason) {
    Route route =
        Route.choose(
            new RouteFacts(derivedId, delayed, paused, limited, related, waiting, ofTenant, slots));

    assertThat(route).isEqualTo(reason == null ? new Route.Direct() : new Route.Commands(reason));
  }
}
