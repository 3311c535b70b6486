import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells what {@code mvn -q -Pdemo} is doing while Maven itself is told to be quiet. Run from source,
 * beside the build: {@code java BuildProgress.java <project> <local repository>}. It ends when the
 * demo takes over the screen, or with Maven.
 */
public final class BuildProgress {

  private static final int MAX_SECONDS = 3600;
  private static final int SILENCE = 5;
  private static final long MEGABYTE = 1_000_000;

  private static final Map<String, String> STAGES = new LinkedHashMap<>();

  static {
    STAGES.put("spf-core", "building the engine (spf-core)");
    STAGES.put("spf-mailet", "building the drop-in jar for James (spf-mailet)");
    STAGES.put("spf-cli", "building the command line (spf-cli)");
    STAGES.put("integration-tests/james-3.8", "fetching Apache James 3.8.1, as published");
    STAGES.put("integration-tests", "building the demo");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path project = Path.of(args[0]);
    Path repository = Path.of(args[1]);
    Path demoRuns = project.resolve("integration-tests/target/demo.running");
    Files.deleteIfExists(demoRuns);
    boolean first = !Files.exists(repository.resolve("org/apache/james/james-server-memory-app"));
    System.out.println(
        first
            ? "Building. The first time, Maven downloads James and the build tools: some 250 MB."
            : "Building.");
    long before = size(repository);
    for (int second = SILENCE; second < MAX_SECONDS; second += SILENCE) {
      TimeUnit.SECONDS.sleep(SILENCE);
      if (Files.exists(demoRuns)) {
        return;
      }
      long downloaded = (size(repository) - before) / MEGABYTE;
      String download = downloaded > 0 ? ", " + downloaded + " MB downloaded" : "";
      System.out.printf("  %3d s  %s%s%n", second, stage(project), download);
    }
  }

  /** The module that was written to last. */
  private static String stage(Path project) throws IOException {
    String stage = "starting";
    long newest = 0;
    for (Map.Entry<String, String> candidate : STAGES.entrySet()) {
      long changed = newest(project.resolve(candidate.getKey()).resolve("target"));
      if (changed > newest) {
        newest = changed;
        stage = candidate.getValue();
      }
    }
    return stage;
  }

  private static long newest(Path root) throws IOException {
    long[] newest = {0};
    visit(
        root,
        attributes -> newest[0] = Math.max(newest[0], attributes.lastModifiedTime().toMillis()));
    return newest[0];
  }

  private static long size(Path root) throws IOException {
    long[] sum = {0};
    visit(root, attributes -> sum[0] += attributes.size());
    return sum[0];
  }

  private static void visit(Path root, Consumer<BasicFileAttributes> visitor) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            visitor.accept(attributes);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // a temporary file that has gone
          }
        });
  }
}
