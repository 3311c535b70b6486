package org.spfsuite.srs.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.file.FileStamp;
import org.spfsuite.core.file.IoReason;

/**
 * A file of keys, in their order: the first one that counts signs, all that count verify. Nobody
 * but its owner may be able to read it. Immutable.
 *
 * <p>A file of ours has a key in each line, and comments in lines of their own behind {@code #}.
 * Its last line has an end, too, or it counts as half a file: a secret that was cut looks like any
 * other.
 *
 * <pre>
 * 2026-11-22 hmac-sha256 not-before=2026-12-01 not-after=2027-12-31 hex:0011...
 * before     exim        not-after=2026-12-31                       raw:...
 * </pre>
 *
 * <p>The words are an id, a {@linkplain KeyType type}, since when the key signs, until when it
 * counts, and the secret. The dates may be left out, but for keys that never sign, which need an
 * end; each is a day (UTC, the last one included) or an instant as in ISO 8601. A secret is {@code
 * hex:}, {@code base64:} (RFC 4648 §4) or {@code raw:}, the octets as they are, without blanks.
 * Mail::SRS takes the end of a line in a secret file as a part of the secret, postsrsd and libsrs2
 * do not; write the former with {@code hex:} and a final {@code 0a}.
 */
public final class KeyFile {

  /** Far more than 16 long lines. */
  static final int MAX_OCTETS = 64 * 1024;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path path;
  private final Lines lines;
  private final boolean needsEnd;
  private final String expected;
  private final InstantSource clock;

  /** How lines become keys. */
  private interface Lines {
    /** The key of a line; no value if there is none, or a problem. */
    Optional<SrsKey> key(String line, int number, KeyProblems problems);
  }

  private KeyFile(Path path, Lines lines, boolean needsEnd, String expected, InstantSource clock) {
    this.path = path;
    this.lines = lines;
    this.needsEnd = needsEnd;
    this.expected = expected;
    this.clock = clock;
  }

  /** A file of ours. */
  public static KeyFile of(Path path, InstantSource clock) {
    return new KeyFile(path, KeyLine::key, true, KeyLine.EXPECTED, clock);
  }

  /**
   * A file of postsrsd ({@code secrets-file}): each line is a secret, of which the end of the line
   * is no part, for HMAC-SHA1; the first one signs. The last line needs no end: there it often has
   * none. Ids are {@code line-1} and so on.
   */
  public static KeyFile ofPostsrsd(Path path, InstantSource clock) {
    return new KeyFile(path, PostsrsdLine::key, false, "a secret in each line", clock);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Reads it. Never throws; what is wrong is among the problems, and no secret is. */
  public KeyReading read() {
    FileStamp stamp = FileStamp.of(path); // tells what changes while the file is read
    KeyProblems problems = new KeyProblems(path);
    List<SrsKey> keys = new ArrayList<>();
    try {
      keys = keys(text(problems), problems);
    } catch (IOException e) {
      problems.error(0, "cannot be read, " + IoReason.of(e));
    }
    return problems.reading(keys, stamp);
  }

  /** Octets as characters: secrets need not be text. */
  private String text(KeyProblems problems) throws IOException {
    checkPermissions(problems);
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      problems.error(0, "is not a file");
      return "";
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        problems.error(0, "is longer than " + MAX_OCTETS + " octets: this is no key file");
        return "";
      }
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }

  private void checkPermissions(KeyProblems problems) throws IOException {
    Optional<PosixFileAttributeView> view =
        Optional.ofNullable(Files.getFileAttributeView(path, PosixFileAttributeView.class));
    if (view.isPresent()
        && view.get().readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
      problems.error(
          0,
          "its group or others may read or write it, and nobody but its owner should:"
              + " chmod 600 "
              + problems.file());
    }
  }

  private List<SrsKey> keys(String text, KeyProblems problems) {
    List<SrsKey> keys = new ArrayList<>();
    Map<String, Integer> ids = new HashMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      Optional<SrsKey> key = lines.key(line, number, problems);
      if (key.isPresent()) {
        keys.add(key.get());
        int first = ids.merge(key.get().id(), number, (before, now) -> before);
        if (first != number) {
          problems.error(number, "has the id of line " + first);
        }
      }
    }
    if (needsEnd && !text.isEmpty() && !text.endsWith("\n")) {
      problems.error(number, "the last line has no end: is the file complete?");
    }
    checkAll(keys, problems);
    return keys;
  }

  private void checkAll(List<SrsKey> keys, KeyProblems problems) {
    Instant now = clock.instant();
    if (keys.size() > KeyRing.MAX_KEYS) {
      problems.error(0, "holds " + keys.size() + " keys, and may hold " + KeyRing.MAX_KEYS);
    }
    if (!problems.areHarmless()) {
      return; // what is missing may be in a line that is wrong
    }
    if (keys.isEmpty()) {
      problems.error(0, "holds no key; expected " + expected);
    } else if (keys.stream().noneMatch(key -> key.willSign(now))) {
      problems.error(0, "holds no key that signs, now or later");
    } else if (keys.stream().noneMatch(key -> key.signsAt(now))) {
      problems.warn(0, "holds no key that signs now, only later");
    }
  }
}
