package org.spfsuite.srs.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes new keys. */
public final class KeyGenerator {

  /** As many as the longest hash has, RFC 2104 §3. */
  private static final int OCTETS = 32;

  private static final String COMMENT =
      "# Keys of SRS: the first one that counts signs, all that count verify. Put new ones first,"
          + " and keep old ones for as long as addresses are good.\n";

  private final SecureRandom random;
  private final InstantSource clock;
  private final Optional<LocalDate> notBefore;

  private KeyGenerator(SecureRandom random, InstantSource clock, Optional<LocalDate> notBefore) {
    this.random = random;
    this.clock = clock;
    this.notBefore = notBefore;
  }

  /** With a source of secrets, and of the ids, which are dates. Its keys sign at once. */
  public KeyGenerator(SecureRandom random, InstantSource clock) {
    this(random, clock, Optional.empty());
  }

  /**
   * One whose keys sign since a day (UTC).
   *
   * @param day from year 0 to 9999
   */
  public KeyGenerator notBefore(LocalDate day) {
    return new KeyGenerator(random, clock, Optional.of(day));
  }

  /**
   * A new key as a line of a key file, without its end. Its id is the date.
   *
   * @throws IllegalArgumentException if keys of this type do not sign
   */
  public String line(KeyType type) {
    return line(type, today());
  }

  private String line(KeyType type, String id) {
    if (!type.signs()) {
      throw new IllegalArgumentException("nobody needs new keys of the type " + type);
    }
    byte[] secret = new byte[OCTETS];
    random.nextBytes(secret);
    String since = notBefore.map(day -> KeyLine.NOT_BEFORE + day + " ").orElse("");
    return id + " " + type + " " + since + "hex:" + HexFormat.of().formatHex(secret);
  }

  private String today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
  }

  /**
   * Writes a file with a new key. Nobody else can read it at any time, and it is whole as soon as
   * it has its name.
   *
   * @throws FileAlreadyExistsException if there is a file of that name; it stays as it is
   * @throws IllegalArgumentException if keys of this type do not sign
   */
  public void create(Path file, KeyType type) throws IOException {
    byte[] text = (COMMENT + line(type) + '\n').getBytes(StandardCharsets.US_ASCII);
    Path other = beside(file);
    try {
      write(other, text);
      name(other, file, text);
    } finally {
      Files.deleteIfExists(other);
    }
  }

  /**
   * Puts a new key first in a file of ours. All else stays as it is: the other lines, whose the
   * file is, and who may read it. What comes of it is read before it takes the file's place, all at
   * once.
   *
   * @return the new key's id: the date, with a letter from b to z if the file has keys of this day
   * @throws IllegalArgumentException with all problems if the file, or what comes of it, is no key
   *     file that may be used; or if keys of this type do not sign. The file stays as it is
   */
  public String add(Path file, KeyType type) throws IOException {
    Path target = file.toRealPath(); // a link stays one
    String id = newId(KeyFile.of(target, clock).read().orThrow());
    String first = line(type, id) + '\n';
    Path other = beside(target);
    try {
      write(other, withFirst(first, Files.readAllBytes(target)));
      likeBefore(other, target);
      KeyFile.of(other, clock).read().orThrow();
      Files.move(other, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(other);
    }
    return id;
  }

  private String newId(KeyRing ring) {
    Set<String> taken = ring.keys().stream().map(SrsKey::id).collect(Collectors.toSet());
    String id = today();
    for (char letter = 'b'; taken.contains(id); letter++) { // a ring has fewer keys than letters
      id = today() + letter;
    }
    return id;
  }

  private static byte[] withFirst(String line, byte[] rest) {
    byte[] first = line.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(first.length + rest.length).put(first).put(rest).array();
  }

  /** Root may do this for the user who runs the server. */
  private static void likeBefore(Path other, Path file) throws IOException {
    if (isPosix(file)) {
      PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
      Files.setOwner(other, before.owner());
      Files.setPosixFilePermissions(other, before.permissions());
    }
  }

  private Path beside(Path file) {
    return file.resolveSibling(
        "." + file.getFileName() + "." + Long.toHexString(random.nextLong()));
  }

  /** A second name, unlike a move, never takes the place of a file. */
  private static void name(Path other, Path file, byte[] text) throws IOException {
    try {
      Files.createLink(file, other);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      write(file, text); // files have one name here
    }
  }

  private static void write(Path file, byte[] text) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file))) {
      ByteBuffer rest = ByteBuffer.wrap(text);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
