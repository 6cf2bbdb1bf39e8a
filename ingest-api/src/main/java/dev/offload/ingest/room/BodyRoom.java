package dev.offload.ingest.room;

import dev.offload.ingest.seat.Seat;
import jakarta.enterprise.context.RequestScoped;

/// The memory for the body of the request that is being answered.
@RequestScoped
public class BodyRoom {
  private Seat seat;

  void is(Seat seat) {
    this.seat = seat;
  }

  /// Call this if the request goes on and nothing of its body is kept any more. Otherwise the
  /// memory counts until the request is answered.
  public void giveBack() {
    if (seat != null) {
      seat.close();
    }
  }
}
