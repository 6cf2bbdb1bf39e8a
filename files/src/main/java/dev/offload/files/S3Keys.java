package dev.offload.files;

import java.util.Optional;

/// The keys of a store's objects.
///
/// ```
/// files/<tenant>/<xx>/<id>      a file: its description and when it was last used
///                               one byte: the file is not whole yet
///                               empty: the file is being deleted
/// content/<tenant>/<xx>/<id>    its bytes
/// holds/<tenant>/<id>/<hold>    a submission that names the file is on its way into the log
/// partial/<tenant>/<id>         a file that arrives in pieces, see S3PartialFiles
/// tails/<tenant>/<id>/<random>  the end of what has arrived, too little for a part
/// usage/<tenant>                what the tenant's files take
/// upkeep                        who goes through the files; empty: nobody does
/// log                           which log the tasks are in that name these files
/// ```
final class S3Keys {
  static final String USAGE = "usage/";
  static final String FILES = "files/";
  static final String CONTENT = "content/";
  static final String HOLDS = "holds/";
  static final String PARTIAL = "partial/";
  static final String TAILS = "tails/";
  static final String UPKEEP = "upkeep";
  static final String LOG = "log";

  private S3Keys() {}

  /// Whose object it is.
  record Owner(String tenant, FileId id) {}

  static String file(String tenant, FileId id) {
    return shard(FILES, tenant, id.shard()) + id;
  }

  static String content(String tenant, FileId id) {
    return shard(CONTENT, tenant, id.shard()) + id;
  }

  /// What the keys of a shard begin with.
  static String shard(String kind, String tenant, int shard) {
    return tenant(kind, tenant) + FileId.shardName(shard) + "/";
  }

  static String tenant(String kind, String tenant) {
    DirectoryCensus.requireTenant(tenant);
    return kind + tenant + "/";
  }

  static String holds(String tenant, FileId id) {
    return tenant(HOLDS, tenant) + id + "/";
  }

  static String partial(String tenant, FileId id) {
    return tenant(PARTIAL, tenant) + id;
  }

  static String tails(String tenant, FileId id) {
    return tenant(TAILS, tenant) + id + "/";
  }

  static String usage(String tenant) {
    DirectoryCensus.requireTenant(tenant);
    return USAGE + tenant;
  }

  /// The last part of a key.
  static String name(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /// Whose object has this key: one of a file, its content, its holds, or its tails.
  static Optional<Owner> owner(String key) {
    String[] parts = key.split("/", -1);
    for (int i = 2; i < parts.length; i++) {
      Optional<FileId> id = FileId.parse(parts[i]);
      if (id.isPresent()) {
        return Optional.of(new Owner(parts[1], id.get()));
      }
    }
    return Optional.empty();
  }
}
