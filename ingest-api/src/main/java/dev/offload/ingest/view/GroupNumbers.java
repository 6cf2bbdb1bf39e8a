package dev.offload.ingest.view;

/// How many groups of a tenant have not ended.
///
/// @param open how many take tasks
/// @param running how many are sealed and have tasks that have not ended
public record GroupNumbers(int open, int running) {
  static final GroupNumbers NONE = new GroupNumbers(0, 0);

  GroupNumbers plus(GroupNumbers more) {
    return new GroupNumbers(open + more.open, running + more.running);
  }

  public int all() {
    return open + running;
  }
}
