package dev.offload.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The items of a listing. Only one page of them is in memory at a time.
final class S3Pages<T> implements Iterator<T> {
  /// @param next asks for the next page, or null if this is the last one
  record Page<T>(List<T> items, String next) {}

  /// Asks for a page. The first one has the token null.
  interface Source<T> {
    Page<T> page(String token) throws IOException;
  }

  private final Source<T> source;
  private Iterator<T> page;
  private String next;

  S3Pages(Source<T> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    while (page == null || (!page.hasNext() && next != null)) {
      try {
        Page<T> fresh = source.page(next);
        page = fresh.items().iterator();
        next = fresh.next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return page.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }

  /// All items at once.
  static <T> List<T> all(Iterator<T> items) throws IOException {
    try {
      List<T> all = new ArrayList<>();
      items.forEachRemaining(all::add);
      return all;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
