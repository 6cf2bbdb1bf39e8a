package dev.offload.email.letter;

import java.util.Map;

/// The beginning of an expression: the values of one recipient by their names.
record Root(Map<String, Object> values) {}
