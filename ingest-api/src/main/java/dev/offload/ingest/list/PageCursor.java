package dev.offload.ingest.list;

/// The query parameter `cursor`. What is in it depends on the list; clients pass on what they got.
public final class PageCursor {
  /// All cursors are base64url (RFC 4648, section 5) without padding. An empty one is that of the
  /// first page.
  public static final String PATTERN = "^[A-Za-z0-9_-]*$";

  /// What the document says of the cursor that a page has.
  public static final String NEXT = "The cursor of the next page. Absent on the last one.";

  private PageCursor() {}
}
