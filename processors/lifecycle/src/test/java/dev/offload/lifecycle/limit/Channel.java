package dev.offload.lifecycle.limit;

import java.util.ArrayList;
import java.util.List;

/// Records from one partition to the coordinator or back. They are read in order, but the reader
/// may go back and read some again, or read a single old one.
final class Channel<R> {
  private final List<R> records = new ArrayList<>();
  private int read;

  void write(R record) {
    records.add(record);
  }

  boolean hasNext() {
    return read < records.size();
  }

  R next() {
    return records.get(read++);
  }

  /// The next record is lost.
  void lose() {
    records.remove(read);
  }

  void goBack(int by) {
    read = Math.max(0, read - by);
  }

  boolean hasOld() {
    return read > 0;
  }

  R old(int choice) {
    return records.get(choice % read);
  }

  List<R> unread() {
    return records.subList(read, records.size());
  }
}
