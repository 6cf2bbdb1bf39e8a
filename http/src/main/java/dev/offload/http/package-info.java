/// Readers for parts of HTTP messages that both the server and the clients of Offload use.
package dev.offload.http;
