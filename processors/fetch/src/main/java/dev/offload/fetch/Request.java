package dev.offload.fetch;

import dev.offload.schemas.url.OutsideUrl;

/// One request for a source.
///
/// @param redirects how many have led to this URL
record Request(OutsideUrl url, long maxBytes, int redirects) {}
