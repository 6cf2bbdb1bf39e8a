package dev.offload.ingest.auth;

import dev.offload.ingest.problem.ProblemException;
import java.util.concurrent.CompletableFuture;

/// A request that is being answered. When its key is deleted, it is cut off, unless it has promised
/// to end by itself.
public final class OpenCall {

  private final Runnable cut;
  private final CompletableFuture<Void> revoked = new CompletableFuture<>();
  private volatile boolean endsItself;

  OpenCall(Runnable cut) {
    this.cut = cut;
  }

  /// Done when the key of this call is deleted.
  public CompletableFuture<Void> revoked() {
    return revoked;
  }

  /// @throws ProblemException `unauthenticated` once the key of this call is deleted
  public void check() {
    if (revoked.isDone()) {
      throw KeyCheckingResourceFilter.unauthenticated("The API key was deleted in the meantime.");
    }
  }

  /// From now on the call itself watches [#revoked()], and then soon ends with an answer.
  public void endItself() {
    endsItself = true;
  }

  boolean endsItself() {
    return endsItself;
  }

  void revoke() {
    boolean isFirst = revoked.complete(null);
    if (isFirst && !endsItself) {
      cut.run();
    }
  }
}
