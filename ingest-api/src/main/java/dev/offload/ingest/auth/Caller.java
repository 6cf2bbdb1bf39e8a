package dev.offload.ingest.auth;

import dev.offload.schemas.config.ApiKey;
import dev.offload.schemas.config.Scope;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;

/// Who has sent the request that is being answered.
@RequestScoped
public class Caller {

  private ApiKey key;
  private OpenCall call;

  void is(ApiKey key, OpenCall call) {
    this.key = key;
    this.call = call;
  }

  /// The tenant that the request is for.
  public String tenant() {
    return key.tenant();
  }

  /// The request itself, which ends when its key is deleted.
  public OpenCall call() {
    return call;
  }

  public Set<Scope> scopes() {
    return key.scopes();
  }

  public boolean has(Scope scope) {
    return key.scopes().contains(scope);
  }
}
