/// An S3 server for tests and drills.
package dev.offload.s3server;
