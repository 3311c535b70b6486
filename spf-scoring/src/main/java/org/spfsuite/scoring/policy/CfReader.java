package org.spfsuite.scoring.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;

/**
 * Reads {@code .cf} files line by line: comments, languages, conditions, inclusion. Bounded: lines
 * of 65,536 characters, 1,000 files, 64 MiB in all of them, inclusion 20 deep, conditions 50 deep.
 */
final class CfReader {

  private static final int MAX_LINE = 65_536;
  private static final int MAX_OCTETS = 64 << 20;
  private static final int MAX_FILES = 1_000;
  private static final int MAX_INCLUSION = 20;
  private static final int MAX_CONDITIONS = 50;

  private final Problems problems;
  private final Draft draft;
  private final Directives directives;
  private final Conditions conditions;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Deque<Path> including = new ArrayDeque<>();
  private int filesLeft = MAX_FILES;
  private int octetsLeft = MAX_OCTETS;

  /** An {@code if} whose {@code endif} has not come. */
  private record Open(CfLine line, boolean taken, boolean outer, boolean inElse) {}

  CfReader(Problems problems, Draft draft, Conditions conditions) {
    this.problems = problems;
    this.draft = draft;
    this.directives = new Directives(draft);
    this.conditions = conditions;
  }

  /** All files read so far. */
  Set<Path> files() {
    return files;
  }

  void read(Path file) {
    if (--filesLeft < 0) { // each time counts: files may include each other over and over
      if (filesLeft == -1) {
        whole(file, "more than " + MAX_FILES + " files, counting each time that one is read");
      }
      return;
    }
    files.add(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(octetsLeft + 1); // whatever size it claims to have
      if (octets.length > octetsLeft) {
        whole(file, "more than 64 MiB in all files, up to this one");
        return;
      }
      octetsLeft -= octets.length;
      // One character for each octet: comments may be in any charset, and the rest is ASCII.
      Reader text = new InputStreamReader(new ByteArrayInputStream(octets), ISO_8859_1);
      read(file.toString(), Optional.of(file), new BufferedReader(text));
    } catch (IOException e) {
      problems.unreadable(file, e);
    }
  }

  private void whole(Path file, String text) {
    problems.add(Severity.ERROR, file.toString(), 0, text);
  }

  /**
   * Reads lines.
   *
   * @param file where they are, to find what they include; no value: they may include nothing
   */
  void read(String name, Optional<Path> file, BufferedReader lines) throws IOException {
    Deque<Open> open = new ArrayDeque<>();
    int number = 0;
    for (String raw = lines.readLine(); raw != null; raw = lines.readLine()) {
      number++;
      CfLine line = CfLine.of(name, number, raw.length() > MAX_LINE ? "" : raw);
      if (raw.length() > MAX_LINE) {
        problems.error(line, "longer than " + MAX_LINE + " characters");
      } else if (!line.directive().isEmpty()) {
        line(line, file, open);
      }
    }
    open.forEach(o -> problems.error(o.line(), o.line().directive() + " without endif"));
    if (draft.isInOverlay()) {
      problems.add(Severity.ERROR, name, number, "for_... without end_for");
      draft.endOverlay();
    }
  }

  private void line(CfLine line, Optional<Path> file, Deque<Open> open) {
    switch (line.directive()) {
      case "if", "ifplugin" -> begin(line, open);
      case "else" -> otherwise(line, open);
      case "endif" -> {
        if (open.poll() == null) {
          problems.warn(line, "endif without if");
        }
      }
      default -> {
        if (open.isEmpty() || open.peek().taken()) {
          counted(line, file);
        }
      }
    }
  }

  private void begin(CfLine line, Deque<Open> open) {
    boolean outer = open.isEmpty() || open.peek().taken();
    if (open.size() >= MAX_CONDITIONS) {
      problems.error(line, "at most " + MAX_CONDITIONS + " conditions within each other");
    }
    open.push(new Open(line, outer && holds(line), outer, false));
  }

  private boolean holds(CfLine line) {
    if (line.directive().equals("ifplugin")) {
      return conditions.hasPlugin(line.value());
    }
    Optional<Boolean> holds = conditions.holds(line.value());
    if (holds.isEmpty()) {
      problems.warn(line, "if: the condition cannot be read, and counts as not met");
    }
    return holds.orElse(false);
  }

  private void otherwise(CfLine line, Deque<Open> open) {
    Open last = open.poll();
    if (last == null || last.inElse()) {
      problems.warn(line, "else without if");
      return;
    }
    open.push(new Open(last.line(), last.outer() && !last.taken(), last.outer(), true));
  }

  private void counted(CfLine line, Optional<Path> file) {
    switch (line.directive()) {
      case "lang" -> {
        if (Locale.getDefault().toString().startsWith(line.first())) {
          translated(line.inner(), file);
        }
      }
      case "include" -> include(line, file);
      case "require_version" -> require(line);
      case "enable_compat" -> conditions.enableCompat(line.value());
      default -> directives.apply(line);
    }
  }

  private void translated(CfLine line, Optional<Path> file) {
    if (line.directive().equals("lang")) {
      problems.warn(line, "lang within lang");
    } else {
      counted(line, file);
    }
  }

  /** As SpamAssassin's files have it; any version whose language this is will do. */
  private void require(CfLine line) {
    if (!line.value().startsWith("3.") && !line.value().startsWith("4.")) {
      problems.warn(line, "require_version: this reads files of versions 3 and 4");
    }
  }

  private void include(CfLine line, Optional<Path> file) {
    if (file.isEmpty()) {
      problems.error(line, "include works in files only");
      return;
    }
    including.push(file.get().toAbsolutePath().normalize());
    try {
      Path included = file.get().resolveSibling(line.value());
      if (including.contains(included.toAbsolutePath().normalize())) {
        problems.error(line, "the file is included by itself, here or through others");
      } else if (including.size() > MAX_INCLUSION) {
        problems.error(line, "more than " + MAX_INCLUSION + " files deep");
      } else {
        read(included);
      }
    } catch (InvalidPathException e) {
      problems.error(line, "include: not the name of a file");
    } finally {
      including.pop();
    }
  }
}
