package dev.offload.schemas.task;

/// A form of a task, which tells where it belongs.
public interface Placed {
  Placement placement();

  default String type() {
    return placement().type();
  }

  default String queue() {
    return placement().queue();
  }
}
