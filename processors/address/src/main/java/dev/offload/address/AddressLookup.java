package dev.offload.address;

import dev.offload.worker.FairShare;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Looks up the addresses of a name and has an [AddressGuard] judge them. If any address is
/// forbidden, the name is refused: an honest receiver has none.
///
/// A look-up blocks in native code. No deadline and no interrupt reaches it there, and it
/// would block one of the few carriers of virtual threads. So it runs on a separate thread;
/// tenants share a fixed number of these. A look-up that takes too long is abandoned and keeps
/// its thread until it ends.
public final class AddressLookup implements AutoCloseable {
  /// The outcome of a look-up.
  public sealed interface Found {
    record Addresses(List<InetAddress> addresses) implements Found {}

    record Forbidden(AddressRule rule) implements Found {}

    record NoSuchName() implements Found {}

    record TooSlow() implements Found {}

    /// The tenant has too many look-ups under way, so nothing was tried.
    record Busy() implements Found {}
  }

  private final DnsResolver names;
  private final AddressGuard guard;
  private final Duration patience;
  private final FairShare threads;
  private final ExecutorService lookUps =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().name("address-lookup-", 0).daemon().factory());

  public AddressLookup(DnsResolver names, AddressGuard guard, int threads, Duration patience) {
    this.names = names;
    this.guard = guard;
    this.patience = patience;
    this.threads = new FairShare(threads);
  }

  public Found find(String tenant, String name) {
    if (!threads.tryTake(tenant)) {
      return new Found.Busy();
    }
    Future<Found> found =
        lookUps.submit(
            () -> {
              try {
                return judged(names.resolve(name));
              } catch (UnknownHostException _) {
                return new Found.NoSuchName();
              } finally {
                threads.giveBack(tenant);
              }
            });
    return await(found);
  }

  @Override
  public void close() {
    lookUps.shutdownNow();
  }

  private Found judged(InetAddress[] addresses) {
    for (InetAddress address : addresses) {
      Optional<AddressRule> refusal = guard.refusal(address);
      if (refusal.isPresent()) {
        return new Found.Forbidden(refusal.get());
      }
    }
    return addresses.length == 0 ? new Found.NoSuchName() : new Found.Addresses(List.of(addresses));
  }

  private Found await(Future<Found> found) {
    try {
      return found.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Found.TooSlow();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a name could not be looked up", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Found.TooSlow();
    }
  }
}
