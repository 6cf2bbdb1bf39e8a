package dev.offload.email.letter;

import java.util.Map;

/// What an expression begins with: the values of one recipient by their names.
record Root(Map<String, Object> values) {}
