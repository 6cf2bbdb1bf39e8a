package dev.offload.fetch;

import dev.offload.schemas.notify.WebhookUrl;

/// One request for a source.
///
/// @param redirects how many have led to this URL
record Request(WebhookUrl url, long maxBytes, int redirects) {}
