package dev.offload.address;

/// A reason not to connect to an address: its range, and what that range is for.
public record AddressRule(AddressRange range, String purpose) {
  static AddressRule of(String cidr, String purpose) {
    return new AddressRule(AddressRange.of(cidr), purpose);
  }

  @Override
  public String toString() {
    return range + " (" + purpose + ")";
  }
}
