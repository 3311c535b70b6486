package org.spfsuite.srs.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFileTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String HEX =
      "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final Signed SIGNED =
      new Signed.Srs0("7K", "example.com", "alice", "fwd.example.org");

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(byte[] text) throws IOException {
    Path file = Files.write(folder.resolve("keys"), text);
    if (isPosix()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }

  private boolean isPosix() throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix");
  }

  private KeyReading read(String... lines) throws IOException {
    return KeyFile.of(write(String.join("\n", lines) + "\n"), () -> NOW).read();
  }

  private KeyReading readPostsrsd(String text) throws IOException {
    return KeyFile.ofPostsrsd(write(text), () -> NOW).read();
  }

  private static List<String> texts(KeyReading reading) {
    return reading.problems().stream()
        .map(problem -> problem.line() + " " + problem.severity() + " " + problem.text())
        .toList();
  }

  private static SrsKey only(KeyReading reading) {
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.orThrow().keys()).hasSize(1);
    return reading.orThrow().keys().get(0);
  }

  @Test
  void aLineIsAKey() throws IOException {
    KeyReading reading =
        read(
            "# a comment",
            "",
            "  2027a\thmac-sha256  not-before=2026-12-01 not-after=2027-12-31 " + HEX + "  \r",
            "2026a HMAC-SHA1 not-after=2026-12-31T12:00:00Z base64:AAECAwQFBgcICQoLDA0ODw== ",
            "   # another comment",
            "2025a hmac-sha1 raw:correct=horse#battery-staple");

    assertThat(reading.problems()).isEmpty();
    KeyRing ring = reading.orThrow();
    assertThat(ring.keys())
        .extracting(SrsKey::toString)
        .containsExactly(
            "key 2027a (hmac-sha256)", "key 2026a (hmac-sha1)", "key 2025a (hmac-sha1)");
    SrsKey first = ring.keys().get(0);
    assertThat(first.signsAt(Instant.parse("2026-11-30T23:59:59Z"))).isFalse();
    assertThat(first.signsAt(Instant.parse("2026-12-01T00:00:00Z"))).isTrue();
    assertThat(first.signsAt(Instant.parse("2027-12-31T23:59:59Z"))).isTrue();
    assertThat(first.signsAt(Instant.parse("2028-01-01T00:00:00Z"))).isFalse();
    SrsKey second = ring.keys().get(1);
    assertThat(second.signsAt(Instant.parse("2026-12-31T11:59:59Z"))).isTrue();
    assertThat(second.signsAt(Instant.parse("2026-12-31T12:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"azAZ09._-", "abcdefghijklmnopqrstuvwxyzABCDEF"})
  void idsHaveLettersDigitsAndThreeSigns(String id) throws IOException {
    assertThat(only(read(id + " hmac-sha1 " + HEX)).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raw:correct=horse+battery",
        "hex:636f72726563743d686f7273652b62617474657279",
        "hex:636F72726563743D686F7273652B62617474657279",
        "base64:Y29ycmVjdD1ob3JzZStiYXR0ZXJ5",
      })
  void secretsHaveThreeSpellings(String secret) throws IOException {
    SrsKey key = only(read("id hmac-sha1 " + secret));

    assertThat(key.hash(SIGNED))
        .isEqualTo(SrsKey.of("x", KeyType.HMAC_SHA1, "correct=horse+battery").hash(SIGNED));
  }

  @Test
  void rawSecretsAreOctets() throws IOException {
    SrsKey key = only(read("id hmac-sha1 raw:Schlüssel-für-Weiterleitung"));

    assertThat(key.hash(SIGNED))
        .isEqualTo(SrsKey.of("x", KeyType.HMAC_SHA1, "Schlüssel-für-Weiterleitung").hash(SIGNED));
  }

  /** Each word that must not be told holds Y. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iY/d hmac-sha256 hex:YY   | the first word, the id, must be
          YYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY hmac-sha256 hex:YY | the first word, the id, must be
          YYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY                | the second word must be a type: hmac-sha256, hmac-sha1, exim, opensmtpd, srs.js
          id raw:YYYYYYYYYYYYYYYYYYYYYYY                 | the second word must be a type
          id hmac-shaY raw:YYYYYYYYYYYYY                 | the second word must be a type
          id hmac-sha256                                 | the last word must be the secret: hex:, base64: or raw:
          id hmac-sha256 YYYYYYYYYYYYYYY                 | a word behind the type is none of
          id hmac-sha256 Raw:YYYYYYYYYYY                 | a word behind the type is none of
          id hmac-sha256 raw:YYYYYYY YYYYYYYYYYYYYY      | nothing may follow the secret
          id hmac-sha256 raw:YYYYYYY # YYYYY             | nothing may follow the secret
          id hmac-sha256 hex:YYYY                        | the secret is not what hex: wants
          id hmac-sha256 hex:00112233445566778899aabbccddeef | the secret is not what hex: wants
          id hmac-sha256 base64:Y-Y_                     | the secret is not what base64: wants
          id hmac-sha256 raw:YYYY                        | the secret has 4 octets, and needs at least 16
          id hmac-sha256 raw:                            | the secret has 0 octets, and needs at least 16
          id hmac-sha256 raw:YYYYYYYYYYYYYYYYYYYYYYYYYYY | the secret repeats 1 octets
          id hmac-sha256 not-before=2026-13-01 raw:YYY   | not-before= needs a day such as
          id hmac-sha256 not-before=26-11-01 raw:YYY     | not-before= needs a day such as
          id hmac-sha256 not-after= raw:YYY              | not-after= needs a day such as
          id hmac-sha256 not-after=YYY raw:YYY           | not-after= needs a day such as
          id hmac-sha256 not-after=2026-11-01T12:00 raw:YYY | not-after= needs a day such as
          id hmac-sha256 not-after=+999999999-12-31 raw:YYY | not-after= needs a day such as
          id hmac-sha256 not-after=2027-01-01 not-after=2027-01-01 raw:YYY | not-after= is there twice
          id hmac-sha256 not-before=2027-01-01 not-before=2027-01-01 raw:YYY | not-before= is there twice
          id hmac-sha256 not-before=2027-01-02 not-after=2027-01-01 raw:YYY | not-after= is not after not-before=
          id hmac-sha256 not-after=2027-01-01T00:00:00Z not-before=2027-01-01T00:00:00Z raw:Y | not-after= is not after
          id exim raw:YYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYYY | a key of the type exim is for moving away from it, and needs not-after=
          id srs.js not-after=2027-01-01 raw:            | the secret has 0 octets
          """)
  void wrongLinesAreToldWithoutTheirWords(String line, String problem) throws IOException {
    KeyReading reading = read("2026a hmac-sha256 " + HEX, line);

    assertThat(reading.isUsable()).isFalse();
    assertThat(texts(reading))
        .anySatisfy(text -> assertThat(text).startsWith("2 ERROR " + problem));
    assertThat(reading.problems())
        .allSatisfy(found -> assertThat(found.text()).doesNotContain("Y"));
  }

  /** What is left of a secret may be long enough, and would sign. */
  @Test
  void halfAFileIsNone() throws IOException {
    String text = "b hmac-sha256 " + HEX + "\na hmac-sha256 " + HEX;
    for (String half : List.of(text, text.substring(0, text.length() - 20), "# no key\n ")) {
      KeyReading reading = KeyFile.of(write(half), () -> NOW).read();
      assertThat(reading.isUsable()).isFalse();
      assertThat(texts(reading))
          .containsExactly("2 ERROR the last line has no end: is the file complete?");
    }
    assertThat(readPostsrsd("the first secret signs\nthe second one verifies").problems())
        .isEmpty();
  }

  @Test
  void aByteOrderMarkIsNamed() throws IOException {
    assertThat(texts(read("\ufeff# a comment", "a hmac-sha256 " + HEX)))
        .containsExactly("1 ERROR begins with a byte order mark (BOM): save the file without one");
    KeyReading theirs = readPostsrsd("\ufeffthe first secret signs\n");
    assertThat(texts(theirs))
        .containsExactly(
            "1 WARNING begins with a byte order mark (BOM): it is a part of the secret");
    assertThat(theirs.orThrow().keys().get(0).hash(SIGNED))
        .isEqualTo(SrsKey.of("x", KeyType.HMAC_SHA1, "\ufeffthe first secret signs").hash(SIGNED));
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    KeyReading reading =
        read(
            "a hmac-sha256 " + HEX,
            "b/ hmac-sha256 not-before=x not-after=y",
            "a hmac-sha1 " + HEX,
            "c sha256 raw:short");

    assertThat(texts(reading))
        .extracting(text -> text.substring(0, 2))
        .containsExactly("2 ", "2 ", "2 ", "2 ", "3 ", "4 ");
    assertThat(texts(reading)).contains("3 ERROR has the id of line 1");
    assertThatThrownBy(reading::orThrow)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .hasLineCount(6)
        .contains(folder.resolve("keys") + ":3: error: has the id of line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n"})
  void anEmptyFileIsNoRing(String text) throws IOException {
    assertThat(texts(read(text)))
        .singleElement()
        .asString()
        .startsWith("0 ERROR holds no key; expected lines such as: id hmac-sha256");
  }

  @Test
  void anEmptyFileOfPostsrsdIsNoRing() throws IOException {
    assertThat(texts(readPostsrsd("\n\r\n")))
        .containsExactly("0 ERROR holds no key; expected a secret in each line");
  }

  @Test
  void someKeyMustSign() throws IOException {
    assertThat(texts(read("a hmac-sha256 not-after=2026-11-21 " + HEX)))
        .containsExactly("0 ERROR holds no key that signs, now or later");
    assertThat(texts(read("a opensmtpd not-after=2026-12-21 " + HEX)))
        .containsExactly("0 ERROR holds no key that signs, now or later");
    KeyReading later = read("a hmac-sha256 not-before=2026-11-23 " + HEX);
    assertThat(texts(later)).containsExactly("0 WARNING holds no key that signs now, only later");
    assertThat(later.isUsable()).isTrue();
    assertThat(read("a hmac-sha256 not-after=2026-11-22 " + HEX).isUsable())
        .as("the last day")
        .isTrue();
  }

  @Test
  void anOldProgramMayHaveHadAWeakSecret() throws IOException {
    KeyReading reading = read("a hmac-sha256 " + HEX, "b exim not-after=2026-12-31 raw:YY");

    assertThat(texts(reading))
        .containsExactly(
            "2 WARNING the secret has 2 octets, and needs at least 16:"
                + " whoever guesses it can relay mail until the key's end");
    assertThat(reading.orThrow().keys()).hasSize(2);
    assertThat(reading.problems().get(0).toString()).contains("keys:2: warning: the secret has 2");
  }

  @Test
  void numbersAreBounded() throws IOException {
    String sixteen =
        IntStream.range(0, KeyRing.MAX_KEYS)
            .mapToObj(i -> "k" + i + " hmac-sha256 " + HEX)
            .collect(Collectors.joining("\n"));

    assertThat(read(sixteen).orThrow().keys()).hasSize(16);
    assertThat(texts(read(sixteen, "k16 hmac-sha256 " + HEX)))
        .containsExactly("0 ERROR holds 17 keys, and may hold 16");
    assertThat(read("#" + "x".repeat(KeyFile.MAX_OCTETS - 2)).problems())
        .as("as long as a file may be")
        .singleElement()
        .asString()
        .contains("holds no key");
    assertThat(texts(read("#" + "x".repeat(KeyFile.MAX_OCTETS - 1))).get(0))
        .isEqualTo("0 ERROR is longer than 65536 octets: this is no key file");
    assertThat(read("x\n".repeat(20_000)).problems()).hasSize(100);
  }

  @Test
  void whatIsNoFileIsToldSo() {
    assertThat(texts(KeyFile.of(folder.resolve("none"), () -> NOW).read()))
        .containsExactly("0 ERROR cannot be read, there is no such file");
  }

  @Test
  void whatCannotBeReadIsToldSo() throws IOException {
    Path below = write("a hmac-sha256 " + HEX).resolve("below");

    assertThat(texts(KeyFile.of(below, () -> NOW).read()))
        .containsExactly("0 ERROR cannot be read, Not a directory");
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Path other = Files.createDirectory(folder.resolve("folder"));
    if (isPosix()) {
      Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(texts(KeyFile.of(other, () -> NOW).read())).containsExactly("0 ERROR is not a file");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, true",
    "r--------, true",
    "rwx--x--x, true",
    "rw-r-----, false",
    "rw--w----, false",
    "rw----r--, false",
    "rw-----w-, false",
    "rw-rw-rw-, false"
  })
  void nobodyElseMayReadOrWriteIt(String permissions, boolean good) throws IOException {
    assumeTrue(isPosix());
    Path file = write("a hmac-sha256 " + HEX + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    KeyReading reading = KeyFile.of(file, () -> NOW).read();

    assertThat(reading.isUsable()).isEqualTo(good);
    assertThat(texts(reading))
        .isEqualTo(
            good
                ? List.of()
                : List.of(
                    "0 ERROR its group or others may read or write it, and nobody but its owner"
                        + " should: chmod 600 "
                        + file));
  }

  @Test
  void aFileOfPostsrsdHasASecretInEachLine() throws IOException {
    KeyReading reading = readPostsrsd("the first secret signs\r\n\nthe second one verifies\n");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.orThrow().keys())
        .extracting(SrsKey::toString)
        .containsExactly("key line-1 (hmac-sha1)", "key line-3 (hmac-sha1)");
    assertThat(reading.orThrow().signing(NOW).orElseThrow().hash(SIGNED))
        .isEqualTo(SrsKey.of("x", KeyType.HMAC_SHA1, "the first secret signs").hash(SIGNED));
  }

  /** Mail::SRS keeps the end of the line: the same file gives other hashes there. */
  @Test
  void theEndOfALineIsPartOfASecretIfItIsWrittenSo() throws IOException {
    SrsKey ours = only(readPostsrsd("the first secret signs\n"));
    SrsKey theirs = SrsKey.of("x", KeyType.HMAC_SHA1, "the first secret signs\n");

    assertThat(ours.hash(SIGNED)).isNotEqualTo(theirs.hash(SIGNED));
    assertThat(
            only(read("x hmac-sha1 hex:74686520666972737420736563726574207369676e730a"))
                .hash(SIGNED))
        .isEqualTo(theirs.hash(SIGNED));
  }

  @Test
  void postsrsdKnowsNoCommentsNorLongLines() throws IOException {
    KeyReading comment = readPostsrsd("# this was meant to be a comment\nthe first real secret\n");
    assertThat(texts(comment))
        .containsExactly(
            "1 WARNING postsrsd knows no comments: this line is a secret like any other");
    assertThat(comment.orThrow().keys()).hasSize(2);

    String longest = "0123456789abcdef".repeat(64).substring(2);
    assertThat(readPostsrsd(longest + "\n").problems()).isEmpty();
    assertThat(texts(readPostsrsd(longest + "g\n")))
        .containsExactly("1 ERROR the secret is longer than 1022 octets");
    for (String secret : List.of("0123456789abcdef\0more\n", "\0000123456789abcdef\n")) {
      assertThat(texts(readPostsrsd(secret)))
          .containsExactly("1 ERROR the secret holds a zero octet, where postsrsd ends it");
    }
    assertThat(texts(readPostsrsd("YYYY\n0123456789abcdef")))
        .containsExactly("1 ERROR the secret has 4 octets, and needs at least 16");
  }
}
