package org.spfsuite.srs.postsrsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.postsrsd.ConfigReader.Result;
import org.spfsuite.srs.socketmap.ListenAddress;
import org.spfsuite.srs.socketmap.ListenAddress.Tcp;

final class ConfigReaderTest {

  private static final String LEAST = "srs-domain = srs.example\nsecrets-file = /etc/secret\n";

  @TempDir private Path directory;

  private Result read(String text, Map<String, String> options, String user) throws IOException {
    Path file = Files.writeString(directory.resolve("postsrsd.conf"), text);
    return ConfigReader.read(Optional.of(file), options, user);
  }

  private List<String> problems(String text) throws IOException {
    return read(text, Map.of(), "mail").problems().stream()
        .map(problem -> problem.toString().replace(directory + "/", ""))
        .toList();
  }

  private ServiceConfig config(String text) throws IOException {
    Result result = read(text, Map.of(), "mail");
    return result.config().orElseThrow(() -> new AssertionError(result.problems()));
  }

  @Test
  void defaultsArePostsrsds() throws IOException {
    ServiceConfig config = config(LEAST);

    assertThat(config.srsDomain()).isEqualTo("srs.example");
    assertThat(config.socketmap()).isEqualTo(ListenAddress.parse("unix:/var/spool/postfix/srs"));
    assertThat(config.limits().connections()).isEqualTo(200);
    assertThat(config.limits().keepAlive()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.options().hashLength()).isEqualTo(4);
    assertThat(config.options().hashMinimum()).isEqualTo(4);
    assertThat(config.options().maxAge()).isEqualTo(21);
    assertThat(config.options().separator()).isEqualTo(Separator.EQUALS);
    assertThat(config.options().always()).isFalse();
    assertThat(config.options().bounded()).isFalse();
    assertThat(config.options().urlSafe()).isTrue();
    assertThat(config.pidFile()).isEmpty();
    assertThat(config.debug()).isFalse();
    assertThat(config.watchesDomains()).isFalse();
  }

  @Test
  void everythingIsRead() throws IOException {
    Path more = Files.writeString(directory.resolve("more"), "# ours\n c.example # too\n\n");
    ServiceConfig config =
        config(
            """
            # a comment
            domains = { "a.example", '.b.example' } // of two kinds
            domains += { added.example }
            domains-file = "%s"
            domains-file-watch = yes
            /* over
               lines */
            secrets-file = '/etc/a "b"' socketmap=inet:[::1]:10003
            keep-alive = 3  connection-limit = 7
            separator = "+" hash-length = 8 hash-minimum = 6
            always-rewrite = TRUE debug = on pid-file = /run/x
            original-envelope = database envelope-database = "h2:/var/lib/senders"
            milter = "" unprivileged-user = mail chroot-dir = ""
            seccomp = off syslog = off daemonize = off
            """
                .formatted(more));

    assertThat(config.srsDomain()).isEqualTo("a.example");
    assertThat(config.srsDomains())
        .containsExactlyInAnyOrder("a.example", "added.example", "c.example");
    assertThat(config.domainsFile()).map(StampedFile::path).contains(more);
    assertThat(config.watchesDomains()).isTrue();
    assertThat(config.secretsFile()).hasToString("/etc/a \"b\"");
    assertThat(config.socketmap()).isEqualTo(ListenAddress.parse("inet:[::1]:10003"));
    assertThat(config.limits().keepAlive()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.limits().connections()).isEqualTo(7);
    assertThat(config.options().separator()).isEqualTo(Separator.PLUS);
    assertThat(config.options().hashLength()).isEqualTo(8);
    assertThat(config.options().hashMinimum()).isEqualTo(6);
    assertThat(config.options().always()).isTrue();
    assertThat(config.options().bounded()).isTrue();
    assertThat(config.envelopeDatabase()).contains(Path.of("/var/lib/senders"));
    assertThat(config.pidFile()).contains(Path.of("/run/x"));
    assertThat(config.debug()).isTrue();
  }

  /** Tried with postsrsd 2.4.0. */
  @ParameterizedTest
  @CsvSource({
    "a.example, true",
    "x.a.example, false",
    "b.example, false",
    "x.b.example, true",
    "az-az09.example, true",
    "y.x.b.example, true",
    "xb.example, false",
    "srs.example, true",
    "example, false",
  })
  void localDomainsAreNamesAndAllBelowADot(String domain, boolean local) throws IOException {
    ServiceConfig config = config(LEAST + "domains = { A.example, .B.Example, AZ-az09.example }");

    assertThat(config.localDomains().test(domain)).isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense = 1          | error: postsrsd has no option 'nonsense'",
        "syslog = maybe        | error: syslog: 'maybe' is neither on nor off",
        "hash-length = x       | error: hash-length: 'x' is not a number of 4 to 20",
        "hash-length = 3       | error: hash-length: '3' is not a number of 4 to 20",
        "hash-length = 010     | error: hash-length: '010' is not a number of 4 to 20",
        "hash-length = 21      | error: hash-length: '21' is not a number of 4 to 20",
        "hash-minimum = 5      | error: hash-minimum: 5 is more than hash-length, 4",
        "separator = .         | error: separator: '.' is not =, + or -",
        "separator = '=='      | error: separator: '==' is not =, + or -",
        "separator = ''        | error: separator: '' is not =, + or -",
        "srs-domain = a_b      | error: srs-domain: 'a_b' is not the name of a domain",
        "pid-file = 'a\0b'     | error: pid-file: is no file name",
        "domains = a_b.example | error: domains: 'a_b.example' is not the name of a domain",
        "connection-limit = 0  | error: connection-limit: '0' is not a number of 1 to 10000",
        "socketmap = tcp:1     | error: socketmap: 'tcp:1' is not unix:PATH, inet:HOST:PORT or",
        "socketmap = inet:x    | error: socketmap: 'x' is not a port",
        "socketmap = inet:[::1:1 | error: socketmap: there is no host '[::1'",
        "socketmap = inet:1:65536 | error: socketmap: '65536' is not a port",
        "milter = inet:1:9997  | error: milter: there is no milter here; let Postfix ask through",
        "original-envelope = x | error: original-envelope: 'x' is not embedded or database",
        "debug += on           | error: 'debug' takes one value: NAME = VALUE",
        "debug = { on, on }    | error: 'debug' takes one value: NAME = VALUE",
        "debug on              | error: found 'on' instead of '=' behind 'debug'",
        "= on                  | error: found '=' instead of an option's name",
        "debug =               | error: found the end of the file instead of a value of 'debug'",
        "separator = +         | error: '+' does not belong here; values may need quotes",
        "domains = { a.example | error: found the end of the file instead of '}'",
        "domains = { a b }     | error: found 'b' instead of '}' at the end of the list",
        "debug = \"on          | error: a quote that begins here has no end",
        "debug = ${DEBUG}      | error: variables such as ${HOME} are not filled in here",
        "pid-file = \"a\\n\"   | error: \\ may only stand before a quote or another \\ here",
        "pid-file = \"\\a\"    | error: \\ may only stand before a quote or another \\ here",
        "pid-file = \"x\\      | error: \\ may only stand before a quote or another \\ here",
        "pid-file = \"${X}\"   | error: variables such as ${HOME} are not filled in here",
        "/* for ever           | error: a comment that begins here has no end",
        "syslog = on           | warning: syslog: logs to the standard error only",
        "daemonize = on        | warning: daemonize: stays in the foreground",
        "chroot-dir = /var/lib | warning: chroot-dir: stays outside",
        "seccomp = on          | warning: seccomp: not done here",
        "milter-recipient-limit = 9 | warning: milter-recipient-limit: there is no milter here",
        "unprivileged-user = x | warning: unprivileged-user: cannot change from user mail to x",
        "keep-alive = 0        | warning: keep-alive: connections are not kept for ever here",
        "socketmap = inet:*:1  | warning: socketmap: listens beyond this host",
      })
  void problemsHaveTheirLine(String line, String problem) throws IOException {
    assertThat(problems(LEAST + line))
        .hasSize(1)
        .allMatch(text -> text.startsWith("postsrsd.conf:3: " + problem), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pid-file = \"/a\\\"\\\\b\" | /a\"\\b",
        "pid-file = '/a\\'b'     | /a'b",
        "pid-file = '/${X}'      | /${X}",
        "/*/ foo */pid-file = /a | /a",
      })
  void quotesAndCommentsHaveTheirEnds(String line, String path) throws IOException {
    assertThat(config(LEAST + line).pidFile()).contains(Path.of(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hash-length = 4",
        "hash-length = 20",
        "hash-length = 10 hash-minimum = 10",
        "connection-limit = 1",
        "connection-limit = 10000",
        "keep-alive = 3600",
        "keep-alive = 19",
      })
  void numbersReachTheEndsOfTheirRange(String line) throws IOException {
    assertThat(problems(LEAST + line)).isEmpty();
  }

  @Test
  void allAreToldAtOnce() throws IOException {
    assertThat(problems("hash-length = 0\nsecrets-file\ndebug = 2\n\nfoo = { a, b }"))
        .containsExactly(
            "postsrsd.conf:3: error: found 'debug' instead of '=' behind 'secrets-file'",
            "postsrsd.conf:5: error: postsrsd has no option 'foo'",
            "postsrsd.conf: error: srs-domain: is missing, and so are domains: bounces must come"
                + " back somewhere",
            "postsrsd.conf:1: error: hash-length: '0' is not a number of 4 to 20",
            "postsrsd.conf:3: error: debug: '2' is neither on nor off");
  }

  @Test
  void nothingIsMissingBehindWhatCannotBeRead() throws IOException {
    assertThat(read("pid-file = \"/x\nsrs-domain = srs.example\n", Map.of(), "root").problems())
        .singleElement()
        .asString()
        .endsWith("postsrsd.conf:1: error: a quote that begins here has no end");
  }

  @Test
  void secretsHaveAPlaceOfTheirOwn() throws IOException {
    assertThat(config("srs-domain = srs.example").secretsFile())
        .isEqualTo(Path.of("/etc/postsrsd.secret"));
    assertThat(problems("srs-domain = srs.example\nsecrets-file = ''"))
        .containsExactly(
            "postsrsd.conf:2: error: secrets-file: is empty: nothing is signed without a secret");
  }

  @Test
  void itsDatabasesCannotBeRead() throws IOException {
    String database = "original-envelope = database\n";

    assertThat(problems(LEAST + database))
        .singleElement()
        .asString()
        .contains("envelope-database: is missing");
    assertThat(problems(LEAST + database + "envelope-database = 'sqlite:senders.db'"))
        .singleElement()
        .asString()
        .startsWith("postsrsd.conf:4: error: envelope-database: databases of postsrsd cannot be");
    assertThat(problems(LEAST + database + "envelope-database = 'h2:x'"))
        .singleElement()
        .asString()
        .contains("needs an absolute path");
    assertThat(problems(LEAST + database + "envelope-database = 'h2:/\0'"))
        .singleElement()
        .asString()
        .endsWith("envelope-database: is no file name");
    assertThat(problems(LEAST + "envelope-database = 'sqlite:senders.db'")).isEmpty();
  }

  @Test
  void rootDoesNotStayRootUnnoticed() throws IOException {
    Result silent = read(LEAST, Map.of(), "root");
    Result asked = read(LEAST + "unprivileged-user = nobody", Map.of(), "root");
    Result meant = read(LEAST + "unprivileged-user = ''", Map.of(), "root");

    assertThat(silent.problems()).singleElement().asString().contains("runs as root");
    assertThat(silent.config()).isPresent();
    assertThat(asked.config()).isEmpty();
    assertThat(asked.problems()).singleElement().asString().contains("systemd: User=");
    assertThat(meant.problems()).isEmpty();
  }

  @Test
  void linesOfTheDomainsFileAreTold() throws IOException {
    Path more = Files.writeString(directory.resolve("more"), "a.example\nb c\n");

    assertThat(problems(LEAST + "domains-file = " + more))
        .containsExactly("more:2: error: 'b c' is not the name of a domain");
    assertThat(problems(LEAST + "domains-file = " + directory + "/none"))
        .containsExactly("none: error: cannot be read, there is no such file");
  }

  @Test
  void commandLineCountsMore() throws IOException {
    Map<String, String> options = Map.of("socketmap", "inet:1", "domains", "x.example,y.example");
    Result result = read(LEAST + "domains = z.example", options, "mail");
    Result wrong = read(LEAST, Map.of("hash-length", "x"), "mail");

    ServiceConfig config = result.config().orElseThrow();
    assertThat(((Tcp) config.socketmap()).addresses()).hasSize(2);
    assertThat(config.srsDomains())
        .containsExactlyInAnyOrder("srs.example", "x.example", "y.example");
    assertThat(wrong.problems())
        .extracting(Object::toString)
        .containsExactly("command line: error: hash-length: 'x' is not a number of 4 to 20");
  }

  @Test
  void missingFileIsTold() {
    Result result = ConfigReader.read(Optional.of(directory.resolve("none")), Map.of(), "mail");

    assertThat(result.config()).isEmpty();
    assertThat(result.problems().get(0)).asString().endsWith("there is no such file");
  }

  @Test
  void aFolderIsNoFile() {
    Result result = ConfigReader.read(Optional.of(directory), Map.of(), "mail");

    assertThat(result.config()).isEmpty();
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("error: cannot be read, ")
        .doesNotContain("permission denied");
  }

  @Test
  @Timeout(20)
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsReadFromPipes() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(problems(LEAST + "domains-file = " + pipe))
        .containsExactly("pipe: error: cannot be read, it is not a file");
    assertThat(ConfigReader.read(Optional.of(pipe), Map.of(), "mail").problems())
        .singleElement()
        .asString()
        .endsWith("pipe: error: cannot be read, it is not a file");
  }

  @Test
  void hugeFilesAreNotRead() throws IOException {
    Path huge = directory.resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(16 * 1024 * 1024 + 1);
    }
    assertThat(problems(LEAST + "domains-file = " + huge))
        .containsExactly("huge: error: cannot be read, it is longer than 16777216 octets");
  }
}
