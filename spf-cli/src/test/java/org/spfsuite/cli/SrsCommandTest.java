package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.spfsuite.cli.Shell.spf;
import static org.spfsuite.cli.Shell.spfWithInput;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.cli.Shell.Run;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

final class SrsCommandTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("spf.reference.dir", "../../shared"))
          .resolve("srs/interop-vectors.jsonl");

  private static final String[] COMMON = {
    "--profile", "compatible", "--secret", "tops3cr3t", "--domain", "srs.example", "--at"
  };

  /** HMAC-SHA1 by another program. */
  private static final String STORED =
      "SRS0=Sx3m=KQ=1=ABCDEFGHIJKLMNOPQRSTUVWXY@srs.xn--bcher-kva.example";

  private static final String GENUINE = "SRS0=Yv9T=KQ=ORIGIN.Example=Alice.Smith@srs.example";

  @TempDir private Path directory;

  /** On the day of {@code KQ}. */
  private static Run srs(String input, String command, String... more) {
    List<String> line = new ArrayList<>(List.of("srs", command));
    line.addAll(List.of(COMMON));
    line.add("2024-03-10");
    line.addAll(List.of(more));
    return spfWithInput(input, line.toArray(String[]::new));
  }

  @Test
  void forwardsAddressesOfTheLine() {
    Run run = srs("", "forward", "Alice.Smith@ORIGIN.Example", "<carol@SRS.example>", "<>");

    assertThat(run.out()).isEqualTo(GENUINE + "\ncarol@SRS.example\n<>\n");
    assertThat(run.err().lines())
        .containsExactly(
            "spf: warning: --secret can be seen in the list of processes; --key-file cannot",
            "spf srs forward: <carol@SRS.example>: stays: is in the SRS domain already",
            "spf srs forward: <>: stays: there is no sender");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void reversesLinesOfTheInput() {
    Run run = srs(GENUINE + "\n\n" + GENUINE.replace("Alice", "Mallory") + "\nx@y\n", "reverse");

    assertThat(run.out()).isEqualTo("Alice.Smith@ORIGIN.Example\n");
    assertThat(run.err())
        .contains("=Mallory.Smith@srs.example: no key of ours has signed it\n")
        .contains("x@y: is an ordinary address\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void oldAndForeignAddressesAreTold() {
    Run old =
        spf(
            "srs",
            "reverse",
            "--profile=compatible",
            "--secret=tops3cr3t",
            "--domain=srs.example",
            "--at=2024-04-01",
            GENUINE);
    Run foreign = srs("", "reverse", GENUINE.replace("@srs", "@other"));

    assertThat(old.exitCode()).isEqualTo(1);
    assertThat(old.err()).contains("it was made 22 days ago");
    assertThat(foreign.exitCode()).isEqualTo(1);
    assertThat(foreign.err()).contains("is in another domain than --domain");
  }

  @Test
  void jsonKeepsItsSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("../docs/srs.schema.json")));
    String forwarded =
        srs(
                "",
                "forward",
                "--json",
                "Alice.Smith@ORIGIN.Example",
                "<>",
                "x",
                "a@srs.example",
                "SRS0=a=KQ=b.example=c@d.example")
            .out();
    String reversed =
        srs(
                "",
                "reverse",
                "--json",
                GENUINE,
                GENUINE.replace("Yv9T", "aaaa"),
                "x@y",
                "SRS0=@x",
                "SRS0=@srs.example")
            .out();

    assertThat((forwarded + reversed).lines()).hasSize(10);
    (forwarded + reversed)
        .lines()
        .forEach(line -> assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty());
    assertThat(forwarded)
        .startsWith(
            "{\"input\":\"Alice.Smith@ORIGIN.Example\",\"outcome\":\"rewritten\",\"address\":\""
                + GENUINE
                + "\",\"form\":\"srs0\",\"key\":\"secret-1\",\"last_day\":\"2024-03-31\"}\n");
    assertThat(reversed)
        .startsWith(
            "{\"input\":\""
                + GENUINE
                + "\",\"outcome\":\"original\",\"address\":\"Alice.Smith@ORIGIN.Example\","
                + "\"form\":\"srs0\",\"key\":\"secret-1\",\"days\":0,\"last_day\":\"2024-03-31\"}\n");
  }

  @Test
  void outputIsPrintable() {
    Run run = srs("\u001b[2J\u0007@x\n", "forward", "\u009b\u202e@\u001b");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().chars()).allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7e));
    assertThat(run.out()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keysAreMadeAndServe() throws IOException {
    Path file = directory.resolve("srs.keys");
    Run made = spf("srs", "keygen", "--output", file.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Run there = with(file, "forward", "me@example.com");
    Run back = with(file, "reverse", there.out().strip());
    assertThat(there.err()).isEmpty();
    assertThat(there.out()).startsWith("SRS0=").endsWith("=example.com=me@srs.example\n");
    assertThat(back.out()).isEqualTo("me@example.com\n");

    String before = Files.readString(file);
    Run again = spf("srs", "keygen", "--output", file.toString());
    assertThat(again.exitCode()).isEqualTo(255);
    assertThat(again.err()).contains("is there already, and is not overwritten");
    assertThat(file).hasContent(before);
  }

  private static Run with(Path keys, String command, String address) {
    return spf("srs", command, "--key-file", keys.toString(), "--domain", "srs.example", address);
  }

  /** The key that signs is the new one; what the old one has signed is still good. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFurtherKeyIsAdded() throws IOException {
    Path file = directory.resolve("srs.keys");
    spf("srs", "keygen", "--output", file.toString());
    String old = with(file, "forward", "me@example.com").out().strip();
    Run added = spf("srs", "keygen", "--add", file.toString());
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(added.out()).isEmpty();
    assertThat(added.err()).contains("b is the first key of " + file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    assertThat(with(file, "forward", "me@example.com").out().strip()).isNotEqualTo(old);
    assertThat(with(file, "reverse", old).out()).isEqualTo("me@example.com\n");
    spf("srs", "keygen", "--add", file.toString(), "--not-before", "9999-12-31");
    assertThat(Files.readString(file)).contains("c hmac-sha256 not-before=9999-12-31 hex:");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    String before = Files.readString(file);
    Run open = spf("srs", "keygen", "--add", file.toString());
    assertThat(open.exitCode()).isEqualTo(255);
    assertThat(open.err()).contains("chmod 600").endsWith("--add " + file + ": stays as it is\n");
    assertThat(file).hasContent(before);
  }

  /** Rather than one of this day. */
  @Test
  void whatHasNoStampHasNoAge() {
    String chain = srs("", "forward", "SRS0=opaque@first.example").out().strip();

    assertThat(srs("", "reverse", "--json", chain).out())
        .contains("\"form\":\"srs1\"")
        .doesNotContain("days");
  }

  @Test
  void withoutAKeyThatCountsNothingIsForged() throws IOException {
    Path file = directory.resolve("srs.keys");
    spf("srs", "keygen", "--output", file.toString(), "--not-before", "9999-12-31");
    Run run =
        spf(
            "srs",
            "reverse",
            "--json",
            "--key-file",
            file.toString(),
            "--domain=srs.example",
            GENUINE);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("\"outcome\":\"unavailable\",\"reason\":\"no_key\"");
  }

  @Test
  void storedSendersAreInAStoreElsewhere() {
    Run run =
        spf(
            "srs",
            "reverse",
            "--json",
            "--secret=tops3cr3t",
            "--domain=srs.B\u00fccher.example",
            "--profile=compatible",
            "--at=2024-03-10",
            STORED);

    assertThat(run.out())
        .contains("\"reason\":\"unknown\"", "a store knows the sender, and there is none here");
  }

  @Test
  void keygenPrintsALine() {
    Run run = spf("srs", "keygen", "--type", "hmac-sha1");

    assertThat(run.out()).matches("\\d{4}-\\d\\d-\\d\\d hmac-sha1 hex:[0-9a-f]{64}\n");
    assertThat(run.err()).contains("put this line first in your key file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void secretsOfPostsrsdServe() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "an example of a secret\n");
    String[] line = {
      "srs",
      "forward",
      "--profile=compatible",
      "--secrets-file",
      file.toString(),
      "--domain=srs.example",
      "--at=1710072000",
      "me@origin.example"
    };
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Run open = spf(line);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(open.exitCode()).isEqualTo(255);
    assertThat(open.err()).contains("chmod 600");
    // HMAC-SHA1 by another program
    assertThat(spf(line).out()).isEqualTo("SRS0=i6DT=KQ=origin.example=me@srs.example\n");
  }

  @Test
  void missingKeyFileIsTold() {
    Run run = spf("srs", "reverse", "--domain=d", "--key-file=none", "a@b");

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.err())
        .isEqualTo(
            """
            none: error: cannot be read, there is no such file
            spf srs reverse: --key-file none: must not be used
            """);
  }

  @Test
  void serviceTellsAllProblemsAndDoesNotStart() throws IOException {
    Path file = Files.writeString(directory.resolve("c"), "milter = inet:1:1\nfoo = 1\n");
    Run run = spf("srs", "serve", "-C", file.toString(), "--hash-length", "0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(file + ":1: error: milter: there is no milter here")
        .contains(file + ":2: error: postsrsd has no option 'foo'")
        .contains("command line: error: hash-length: '0' is not a number of 4 to 20")
        .endsWith("spf srs serve: not started: there are errors in it\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void serviceDoesNotStartWithoutKeys() throws IOException {
    Path file = Files.writeString(directory.resolve("s"), "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Run run = serve("srs-domain = a.example secrets-file = '" + file + "'");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("holds no key");
  }

  @Test
  void optionsOfTheFileAreOptionsOfTheCommand() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty"), "");
    Run run =
        spf(
            ("srs serve -u x --domains a.example,b.example --milter inet:1:1 --syslog on"
                    + " --milter-rewrite-local on --milter-recipient-limit 9 --seccomp on -D"
                    + " --hash-minimum 5 --hash-length 4 --keep-alive 0 -c /x -p /y -C "
                    + empty)
                .split(" "));

    assertThat(run.err())
        .contains(
            "command line: error: milter: ",
            "command line: error: hash-minimum: ",
            "command line: warning: milter-rewrite-local: ",
            "command line: warning: milter-recipient-limit: ",
            "command line: warning: chroot-dir: ",
            "command line: warning: seccomp: ",
            "command line: warning: daemonize: ",
            "command line: warning: syslog: ",
            "command line: warning: keep-alive: ",
            ": unprivileged-user: ");
    assertThat(run.err()).doesNotContain("srs-domain: is missing");
  }

  private Run serve(String configuration) throws IOException {
    Path file = Files.writeString(directory.resolve("conf"), configuration);
    return spf("srs", "serve", "-C", file.toString(), "-u", "");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void serviceDoesNotStartWithoutItsStore() throws IOException {
    Path secret = Files.writeString(directory.resolve("s"), "an example of a secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Run run =
        serve(
            """
            srs-domain = a.example
            secrets-file = '%s'
            original-envelope = database
            envelope-database = 'h2:%s/db'
            """
                .formatted(secret, secret));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "spf srs serve: not started: envelope-database: ask the store: "
                + secret
                + ", there is a file of that name\n");
  }

  @Test
  void versionAsPostsrsdHasIt() {
    assertThat(spf("srs", "serve", "-v").out()).startsWith("spf ");
    assertThat(spf("srs", "serve", "-v").exitCode()).isZero();
    assertThat(spf("srs", "serve", "-x").exitCode()).isEqualTo(1);
  }

  @TestFactory
  @SuppressWarnings("unchecked")
  Stream<DynamicTest> vectorsAreReproduced() throws IOException {
    assumeTrue(Files.exists(VECTORS), () -> "no vectors at " + VECTORS);
    return Files.readAllLines(VECTORS).stream()
        .map(line -> (Map<String, Object>) new Yaml(new LoaderOptions()).load(line))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("id") + " " + vector.get("name"), () -> check(vector)));
  }

  @SuppressWarnings("unchecked")
  private static void check(Map<String, Object> vector) {
    String op = String.valueOf(vector.get("op"));
    String input = String.valueOf(vector.get("input"));
    List<String> line = new ArrayList<>(List.of("srs", op));
    line.addAll(List.of("--profile=compatible", "--at=" + vector.get("time_epoch")));
    line.add("--domain=" + vector.get("srs_domain"));
    ((List<Object>) Objects.requireNonNull(vector.get("secret")))
        .forEach(secret -> line.add("--secret=" + secret));
    ((Map<String, Object>) Objects.requireNonNull(vector.get("options")))
        .forEach((name, value) -> line.add(option(name, value)));
    line.add("--");
    line.add("<" + input + ">");

    Run run = spf(line.toArray(String[]::new));

    String none = op.equals("forward") && input.isEmpty() ? "<>\n" : "";
    assertThat(run.out())
        .as(run.err())
        .isEqualTo(vector.get("output") == null ? none : vector.get("output") + "\n");
  }

  private static String option(String name, Object value) {
    return switch (name) {
      case "hashlength" -> "--hash-length=" + value;
      case "hashmin" -> "--hash-minimum=" + value;
      case "maxage" -> "--max-age=" + value;
      case "separator" -> "--separator=" + value;
      case "alwaysrewrite" -> "--always-rewrite";
      default -> throw new IllegalArgumentException(name);
    };
  }
}
