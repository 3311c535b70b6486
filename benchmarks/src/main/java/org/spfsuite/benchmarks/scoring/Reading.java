package org.spfsuite.benchmarks.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.util.ListStatistics;
import org.spfsuite.scoring.eval.ListName;
import org.spfsuite.scoring.list.AddressList;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;

/**
 * How long it takes to read a file of one list entry per line, and to index it.
 *
 * @param lines of the file
 * @param first seconds of the first reading in this process
 * @param median seconds of all later ones
 */
record Reading(int lines, double first, double median) {

  private static final double NANOS = 1e9;

  static Reading measure(int lines, int readings) {
    try {
      Path file = Files.createTempFile("list", ".cf");
      try {
        Files.writeString(file, Listing.text(Listing.entries(lines)));
        double first = read(file, lines);
        double[] later = new double[readings - 1];
        for (int i = 0; i < later.length; i++) {
          later[i] = read(file, lines);
        }
        return new Reading(lines, first, new ListStatistics(later).getPercentile(50));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double read(Path file, int lines) {
    long start = System.nanoTime();
    AddressList list =
        PolicyFiles.of(Profile.EMPTY, file)
            .read()
            .orThrow()
            .lists()
            .lists()
            .getOrDefault(ListName.WELCOME_SPF, AddressList.EMPTY);
    double seconds = (System.nanoTime() - start) / NANOS;
    if (list.size() != lines || list.match("anybody@company10.example").isEmpty()) {
      throw new IllegalStateException("expected " + lines + " entries, not " + list.size());
    }
    return seconds;
  }
}
