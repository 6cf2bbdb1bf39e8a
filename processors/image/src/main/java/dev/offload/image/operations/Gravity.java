package dev.offload.image.operations;

import com.fasterxml.jackson.annotation.JsonProperty;

/// To which side or corner of a picture something is drawn.
public enum Gravity {
  @JsonProperty("north-west")
  NORTH_WEST(0, 0),
  @JsonProperty("north")
  NORTH(1, 0),
  @JsonProperty("north-east")
  NORTH_EAST(2, 0),
  @JsonProperty("west")
  WEST(0, 1),
  @JsonProperty("centre")
  CENTRE(1, 1),
  @JsonProperty("east")
  EAST(2, 1),
  @JsonProperty("south-west")
  SOUTH_WEST(0, 2),
  @JsonProperty("south")
  SOUTH(1, 2),
  @JsonProperty("south-east")
  SOUTH_EAST(2, 2);

  /// How much of the room is on the left and above, in halves.
  private final int left;

  private final int above;

  Gravity(int left, int above) {
    this.left = left;
    this.above = above;
  }

  /// How far something is from the left, if there is so much more room than it needs.
  int x(int room) {
    return room * left / 2;
  }

  /// How far it is from the top.
  int y(int room) {
    return room * above / 2;
  }
}
