package dev.offload.ingest.live;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/// Opens the stream of one task or group.
@ApplicationScoped
class SingleFollower {
  private final StreamOpener opener;
  private final LiveConfig config;

  SingleFollower(StreamOpener opener, LiveConfig config) {
    this.opener = opener;
    this.config = config;
  }

  /// Follows one from now on.
  ///
  /// @param known its state, as it was looked up to see whether it is there
  /// @param lastEventId what the client has seen last; null if nothing
  /// @param look looks its state up again
  /// @throws NothingToTell if the client has seen its end
  <I> StreamOpener.Stream follow(
      RoutingContext http,
      String tenant,
      SingleFeeds<I> feeds,
      I id,
      LiveEvent known,
      String lastEventId,
      Look look) {
    long knownVersion = SingleStream.version(lastEventId);
    if (known.isEnd() && known.version() <= knownVersion) {
      throw new NothingToTell();
    }
    return opener.open(
        http,
        tenant,
        (outlet, seat) -> {
          try (SingleStream<I> one = SingleStream.join(feeds, id, tenant, knownVersion)) {
            // Looked up again: what changed before the stream was known was told to nobody.
            one.run(look.present(), outlet, seat, config.commentEvery());
          }
        });
  }

  /// Looks up the present state.
  interface Look {
    LiveEvent present() throws InterruptedException;
  }
}
