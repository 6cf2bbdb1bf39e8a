package dev.offload.e2e.drill;

import static dev.offload.e2e.drill.FreshData.onFreshData;

import dev.offload.e2e.process.Home;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The commands of the drills about files and pictures.
final class FileDrills {
  private FileDrills() {}

  @Command(
      name = "files",
      mixinStandardHelpOptions = true,
      description =
          "Kills the process (-9) while files are collected. Files that a task names must "
              + "stay; all others must go.")
  static final class Files implements Callable<Integer> {
    @Option(names = "--files", defaultValue = "3000", description = "default: 3000")
    private int files;

    @Option(names = "--kills", defaultValue = "10", description = "default: 10")
    private int kills;

    @Option(
        names = "--store",
        defaultValue = "DIRECTORY",
        description = "Where the process keeps its files: directory or s3; default: directory")
    private Store store;

    @Mixin private Seed seed;

    @Override
    public Integer call() throws Exception {
      long chosen = seed.chosen();
      return onFreshData(
          data -> new FilesDrill(Home.here(), data, store, files, kills, chosen).run());
    }
  }

  @Command(
      name = "photos",
      mixinStandardHelpOptions = true,
      description =
          "Makes thumbnails and more of photos of many sizes, formats and orientations. All must "
              + "succeed, and the process must not grow after the first hundred.")
  static final class Photos implements Callable<Integer> {
    @Option(names = "--photos", defaultValue = "1000", description = "default: 1000")
    private int photos;

    @Option(
        names = "--growth-megabytes",
        defaultValue = "128",
        description = "That the process may grow after the first hundred; default: 128")
    private int growthMegabytes;

    @Mixin private Seed seed;

    @Override
    public Integer call() throws Exception {
      long chosen = seed.chosen();
      return onFreshData(
          data -> new PhotosDrill(Home.here(), data, photos, growthMegabytes, chosen).run());
    }
  }

  @Command(
      name = "upload",
      mixinStandardHelpOptions = true,
      description =
          "Uploads a large file in pieces. The line breaks, and the process is killed (-9). Each "
              + "time the upload goes on, and the file must be as it was sent.")
  static final class Upload implements Callable<Integer> {
    @Option(names = "--megabytes", defaultValue = "2048", description = "default: 2048")
    private int megabytes;

    @Option(
        names = "--heap-megabytes",
        defaultValue = "256",
        description = "Of the process; default: 256")
    private int heapMegabytes;

    @Option(
        names = "--store",
        defaultValue = "DIRECTORY",
        description = "Where the process keeps its files: directory or s3; default: directory")
    private Store store;

    @Mixin private Seed seed;

    @Override
    public Integer call() throws Exception {
      long chosen = seed.chosen();
      long bytes = megabytes * 1024L * 1024;
      return onFreshData(
          data -> new UploadDrill(Home.here(), data, store, bytes, heapMegabytes, chosen).run());
    }
  }
}
