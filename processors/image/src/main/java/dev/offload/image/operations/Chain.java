package dev.offload.image.operations;

import dev.offload.image.pixels.Cancellation;
import dev.offload.image.pixels.Picture;
import dev.offload.image.pixels.Reduction;
import dev.offload.image.pixels.Sampling;
import java.util.ArrayList;
import java.util.List;

/// The operations of an output, decided for a picture of known shape.
///
/// @param start the picture, as large as it is in its file
/// @param moves in the order in which they run
public record Chain(Shape start, List<Move> moves) {

  public static Chain of(Shape start, List<Operation> operations, Setting setting) {
    List<Move> moves = new ArrayList<>();
    Shape shape = start;
    for (Operation operation : operations) {
      Move move = operation.on(shape, setting);
      moves.add(move);
      shape = move.after();
    }
    return new Chain(start, List.copyOf(moves));
  }

  /// The picture that is made.
  public Shape end() {
    return moves.isEmpty() ? start : moves.getLast().after();
  }

  /// How much of the decoded picture it looks at.
  public Sampling sampling() {
    for (Move move : moves) {
      if (move instanceof Scaling scaling) {
        return new Sampling(scaling.before().width(), scaling.before().height(), scaling.layout());
      }
      if (!move.keepsToScale()) {
        break;
      }
    }
    return Sampling.whole(start.width(), start.height());
  }

  /// How many bytes the last of its pictures takes with what it is made from, and the most that it
  /// takes on the way.
  ///
  /// @param reduction of the picture that it begins with
  public Memory memory(Reduction reduction) {
    long held = 0;
    long most = 0;
    boolean scaled = false;
    for (Move move : moves) {
      scaled |= move instanceof Scaling;
      long taken = scaled ? move.memory() : reduction.ofArea(move.memory());
      most = Math.max(most, held + taken);
      held = taken == 0 ? held : taken;
    }
    return new Memory(held, most);
  }

  /// @param held while the output is written
  /// @param most at any time before that
  public record Memory(long held, long most) {}

  /// The picture that it makes of `decoded`, which stays open.
  ///
  /// @param cancellation asked before each move
  public Picture applied(Picture decoded, Cancellation cancellation) {
    Picture made = decoded.shared();
    for (Move move : moves) {
      try (Picture before = made) {
        cancellation.check();
        made = move.applied(before);
      }
    }
    return made;
  }
}
