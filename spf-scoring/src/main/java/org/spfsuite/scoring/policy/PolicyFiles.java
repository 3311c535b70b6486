package org.spfsuite.scoring.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a policy: a shipped profile, then files in their order. A folder stands for its {@code
 * .pre} files and then its {@code .cf} files, each in alphabetic order. Later lines win.
 *
 * @param profile what comes first
 * @param files and folders
 * @param mode whatever the files say; no value: as they say
 * @param localOnly what {@code local_tests_only} is
 */
public record PolicyFiles(
    Profile profile, List<Path> files, Optional<Mode> mode, boolean localOnly) {

  /** Copies the list. */
  public PolicyFiles {
    files = List.copyOf(files);
  }

  /** A profile and files. */
  public static PolicyFiles of(Profile profile, Path... files) {
    return new PolicyFiles(profile, List.of(files), Optional.empty(), false);
  }

  /** The same in this mode. */
  public PolicyFiles in(Mode value) {
    return new PolicyFiles(profile, files, Optional.of(value), localOnly);
  }

  /** A shipped profile as it is. */
  public static ScorePolicy shipped(Profile profile) {
    return of(profile).read().orThrow();
  }

  /** A profile and lines behind it; they may include no files. */
  public static PolicyReading read(Profile profile, String lines) {
    return of(profile).read(List.of(), lines).reading();
  }

  /** Reads all files. Never throws; what is wrong is among the problems. */
  public PolicyReading read() {
    return readFiles().reading();
  }

  /**
   * What was read, and where from.
   *
   * @param reading what was read
   * @param files those that were there
   */
  record Outcome(PolicyReading reading, Set<Path> files) {}

  Outcome readFiles() {
    return read(files, "");
  }

  private Outcome read(List<Path> paths, String lines) {
    Problems problems = new Problems();
    Draft draft = new Draft(problems);
    CfReader reader = new CfReader(problems, draft, new Conditions(localOnly));
    List<Path> expanded = paths.stream().flatMap(path -> expand(path, problems)).toList();
    expanded.stream().filter(PolicyFiles::isPre).forEach(reader::read);
    profile(reader);
    expanded.stream().filter(path -> !isPre(path)).forEach(reader::read);
    if (!lines.isEmpty()) {
      text("lines", lines, reader);
    }
    return new Outcome(problems.reading(draft.policy(mode)), reader.files());
  }

  /** Those are read before all rules, so that they can say what is compatible. */
  private static boolean isPre(Path path) {
    return path.toString().endsWith(".pre");
  }

  private void profile(CfReader reader) {
    if (profile.resource().isEmpty()) {
      return;
    }
    try (InputStream in = PolicyFiles.class.getResourceAsStream(profile.resource())) {
      if (in == null) {
        throw new IllegalStateException("missing in this build: " + profile.resource());
      }
      reader.read(
          profile.resource(),
          Optional.empty(),
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading a class path does not fail", e);
    }
  }

  private static void text(String name, String lines, CfReader reader) {
    try {
      reader.read(name, Optional.empty(), new BufferedReader(new StringReader(lines)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading memory does not fail", e);
    }
  }

  private static Stream<Path> expand(Path path, Problems problems) {
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> found =
          new ArrayList<>(
              entries.filter(p -> isPre(p) || p.toString().endsWith(".cf")).sorted().toList());
      return found.stream();
    } catch (IOException e) {
      problems.unreadable(path, e);
      return Stream.empty();
    }
  }
}
