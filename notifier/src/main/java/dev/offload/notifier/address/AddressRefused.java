package dev.offload.notifier.address;

import java.net.UnknownHostException;

/// A name or literal leads to an address that [AddressGuard] forbids.
///
/// An [UnknownHostException] because that is what a resolver may throw.
public final class AddressRefused extends UnknownHostException {
  private final transient AddressRule rule;

  AddressRefused(AddressRule rule) {
    super("address lies in " + rule);
    this.rule = rule;
  }

  public AddressRule rule() {
    return rule;
  }
}
