package dev.offload.files;

/// A part of an object that is uploaded in parts.
///
/// @param number its place among the parts, from 1; numbers may be left out
/// @param etag as the server has answered it
record S3Part(int number, String etag) {}
