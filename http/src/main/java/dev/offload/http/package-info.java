/// Readers for parts of HTTP messages that both the server and the clients of Offload use, and
/// the rule for names in them.
package dev.offload.http;
