package org.spfsuite.srs.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Set;

/** Makes new keys. */
public final class KeyGenerator {

  /** As many as the longest hash has, RFC 2104 §3. */
  private static final int OCTETS = 32;

  private static final String COMMENT =
      "# Keys of SRS: the first one that counts signs, all that count verify. Put new ones first,"
          + " and keep old ones for as long as addresses are good.\n";

  private final SecureRandom random;
  private final InstantSource clock;

  /** With a source of secrets, and of the ids, which are dates. */
  public KeyGenerator(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new key as a line of a key file, without its end.
   *
   * @throws IllegalArgumentException if keys of this type do not sign
   */
  public String line(KeyType type) {
    if (!type.signs()) {
      throw new IllegalArgumentException("nobody needs new keys of the type " + type);
    }
    byte[] secret = new byte[OCTETS];
    random.nextBytes(secret);
    return today() + " " + type + " hex:" + HexFormat.of().formatHex(secret);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
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
    Path other = file.resolveSibling("." + file.getFileName() + "." + suffix());
    try {
      write(other, text);
      name(other, file, text);
    } finally {
      Files.deleteIfExists(other);
    }
  }

  private String suffix() {
    return Long.toHexString(random.nextLong());
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
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
