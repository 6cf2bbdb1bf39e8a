package dev.offload.address;

/// One of perhaps many that answer a tenant at an address.
///
/// @param name what tells it from others at the same address, such as its host and port
public record Server(Network network, String name) {
  String tenant() {
    return network.tenant();
  }
}
