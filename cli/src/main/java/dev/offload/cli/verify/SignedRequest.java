package dev.offload.cli.verify;

import java.util.Optional;

/// A webhook as it arrived: what is signed, and the signatures. A header that did not come is
/// empty.
record SignedRequest(
    Optional<String> id, Optional<String> timestamp, Optional<String> signature, String body) {}
