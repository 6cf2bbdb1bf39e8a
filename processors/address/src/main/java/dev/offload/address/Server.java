package dev.offload.address;

/// A server of a tenant. There may be several at one address.
///
/// @param name what tells it from others at the same address, such as its host and port
public record Server(Network network, String name) {
  String tenant() {
    return network.tenant();
  }
}
