/// What is read alike where Offload serves HTTP and where it asks for something by it.
package dev.offload.http;
