package dev.offload.schemas.notify;

/// The link in a mail by which a user asks for no more of them.
public final class UnsubscribeLink {
  /// Where it leads to, below the API's own address.
  public static final String PATH = "/v1/unsubscribe";

  /// The query parameter that has the user's token.
  public static final String TOKEN = "token";

  private UnsubscribeLink() {}

  /// `api` is the API's own address, without a slash at its end.
  public static String of(String api, String token) {
    return "%s%s?%s=%s".formatted(api, PATH, TOKEN, token);
  }
}
