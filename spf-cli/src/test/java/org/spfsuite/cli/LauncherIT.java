package org.spfsuite.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.cli.Shell.Run;

/** The packed jar through the launcher, as a process of its own. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
final class LauncherIT {

  private static final Path LAUNCHER = Path.of("spf").toAbsolutePath();
  private static final Path JAR = Path.of("target/spf.jar").toAbsolutePath();
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir private Path directory;

  private Run run(Path launcher, Map<String, String> environment, String in, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try (OutputStream input = process.getOutputStream()) {
      input.write(in.getBytes(UTF_8));
    }
    return new Run(process.onExit().join().exitValue(), out.join(), err.join());
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Run spf(String... arguments) throws IOException {
    return run(LAUNCHER, Map.of(), "", arguments);
  }

  @Test
  void checksFromAnyDirectory() throws IOException {
    Files.writeString(directory.resolve("zone"), "bank.example TXT \"v=spf1 -all\"");

    Run run =
        spf("check", "--ip=192.0.2.3", "--mail-from", "", "--helo=bank.example", "--zone=zone");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("MAIL FROM bank.example: fail\n");
  }

  @Test
  void worksThroughSymbolicLinksAndBlanks() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("a b"));
    Path first = Files.createSymbolicLink(odd.resolve("first"), LAUNCHER);
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("a b/first"));

    for (Path link : List.of(first, second)) {
      Run run = run(link, Map.of(), "", "--version");
      assertThat(run.out()).as(run.err()).startsWith("spf ");
      assertThat(run.exitCode()).isZero();
    }
    Files.delete(second);
    Files.delete(first);
  }

  @Test
  void argumentsArePassedAsTheyAre() throws IOException {
    Files.writeString(directory.resolve("a zone"), "");

    Run run = spf("check", "--ip=::1", "--helo=a b  $HOME *\"'", "--zone", "a zone");

    assertThat(run.out()).as(run.err()).contains("HELO a\\032b\\032\\032$HOME\\032*\"': none");
  }

  @Test
  void batchReadsTheStandardInput() throws IOException {
    Files.writeString(directory.resolve("zone"), "bank.example TXT \"v=spf1 -all\"");
    String line = "{\"id\":1,\"ip\":\"::1\",\"helo\":\"bank.example\"}\n";

    Run run = run(LAUNCHER, Map.of(), line.repeat(50), "check", "--batch", "--zone=zone");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(50).allMatch(l -> l.contains("\"result\":\"fail\""));
  }

  /** Whether two domains are of one organization is what the list of public suffixes is for. */
  @Test
  void scoresMessages() throws IOException {
    Files.writeString(
        directory.resolve("zone"), "post.bank.co.uk TXT \"v=spf1 ip4:192.0.2.3 -all\"");
    Files.writeString(
        directory.resolve("a.eml"),
        """
        Return-Path: <me@post.bank.co.uk>
        Received: from post.bank.co.uk ([192.0.2.3]) by mx.here.example with ESMTP; x
        From: me@www.bank.co.uk

        """);

    Run run = spf("score", "a.eml", "--zone=zone");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(" SPF_PASS ").contains(" -0.1 SPF_ALIGNED ");
  }

  @Test
  void tunesAndRescoresLogs() throws IOException {
    String line =
        "{\"id\":\"%s\",\"label\":\"%s\",\"score\":0,\"required\":5,\"facts\":[\"%s\"]}\n";
    String log =
        line.formatted("a", "ham", "SPF_PASS").repeat(20)
            + line.formatted("b", "spam", "SPF_PERMERROR").repeat(20);

    Run tune = run(LAUNCHER, Map.of(), log, "tune", "-", "--output=new.cf", "--svg=roc.svg");
    Run rescore = run(LAUNCHER, Map.of(), log, "rescore", "-", "--config=new.cf");

    assertThat(tune.err()).isEmpty();
    assertThat(tune.exitCode()).isZero();
    assertThat(tune.out()).startsWith("Messages: 20 ham, 20 spam,");
    assertThat(directory.resolve("new.cf")).content().contains("\nscore SPF_PERMERROR ");
    assertThat(directory.resolve("roc.svg")).isNotEmptyFile();
    assertThat(rescore.exitCode()).as(rescore.err()).isZero();
    assertThat(rescore.out()).startsWith("Under the other policy,");
  }

  @Test
  void closedPipeIsNoReasonToComplain() throws Exception {
    Files.writeString(directory.resolve("zone"), "bank.example TXT \"v=spf1 -all\"");
    String endless = "yes '{\"ip\":\"::1\",\"helo\":\"bank.example\"}'";
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                endless + " | \"$0\" check --batch --zone=zone | head -n 1",
                LAUNCHER + "")
            .directory(directory.toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).hasLineCount(1);
  }

  @Test
  void serviceReloadsAndStopsBySignals() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "an example of a secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path config = directory.resolve("postsrsd.conf");
    Path socket = directory.resolve("srs");
    String text =
        """
        domains = { "srs.example" }
        srs-domain = srs.example
        secrets-file = secret
        unprivileged-user = ""
        pid-file = pid
        socketmap = unix:srs
        """;
    Files.writeString(config, text);
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(LAUNCHER.toString(), "srs", "serve", "-C", "postsrsd.conf")
            .directory(directory.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      await(() -> Files.exists(directory.resolve("pid")));
      signal(process, "HUP"); // whoever finds the file may send one
      await(() -> Files.readString(err).contains("configuration adopted"));
      assertThat(err).content().contains("listening on unix:srs");
      assertThat(directory.resolve("pid")).hasContent(Long.toString(process.pid()));
      assertThat(ask(socket, "forward a@b.example")).startsWith("OK SRS0=");

      Files.writeString(config, text.replace("{ ", "{ b.example, "));
      signal(process, "HUP");
      await(() -> ask(socket, "forward a@b.example").equals("NOTFOUND "));
      Files.writeString(config, text + "nonsense = 1\n");
      signal(process, "HUP");
      await(() -> Files.readString(err).contains("configuration not adopted"));
      assertThat(ask(socket, "forward a@b.example")).isEqualTo("NOTFOUND ");

      signal(process, "TERM");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(socket).doesNotExist();
      assertThat(directory.resolve("pid")).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private static String ask(Path socket, String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((request.length() + ":" + request + ",").getBytes(UTF_8)));
      ByteBuffer reply = ByteBuffer.allocate(500);
      channel.read(reply);
      String text = UTF_8.decode(reply.flip()).toString();
      return text.substring(text.indexOf(':') + 1, text.length() - 1);
    }
  }

  @Test
  void oldJavaIsNamed() throws IOException {
    Path home = javaHome("JAVA_VERSION=\"11.0.2\"\n", "exit 1");

    Run run = run(LAUNCHER, Map.of("JAVA_HOME", home.toString()), "", "--version");

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.err())
        .isEqualTo(
            "spf: %s/bin/java is Java 11.0.2, but spf needs 17 or newer. Set JAVA_HOME to one%n"
                .formatted(home));
  }

  @Test
  void javaIsAskedWhereNoFileTellsItsVersion() throws IOException {
    Path home = javaHome("", "echo 'java version \"1.8.0_392\"' >&2");

    Run run = run(LAUNCHER, Map.of("JAVA_HOME", home.toString()), "", "--version");

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.err()).contains(" is Java 1.8.0_392, but spf needs 17 or newer");
  }

  private Path javaHome(String release, String script) throws IOException {
    Path home = Files.createDirectory(directory.resolve("java"));
    Path bin = Files.createDirectory(home.resolve("bin"));
    Files.writeString(home.resolve("release"), release);
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  @Test
  void missingJavaIsNamed() throws IOException {
    Map<String, String> nowhere = Map.of("JAVA_HOME", directory.toString());

    assertThat(run(LAUNCHER, nowhere, "").err()).contains("there is no bin/java in it");
    assertThat(run(LAUNCHER, nowhere, "").exitCode()).isEqualTo(255);
  }

  @Test
  void javaOfThePathServesToo() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", "");
    environment.put("PATH", JAVA_HOME.resolve("bin") + ":" + System.getenv("PATH"));

    assertThat(run(LAUNCHER, environment, "", "--version").exitCode()).isZero();
  }

  @Test
  void missingJarIsNamed() throws IOException {
    Path alone = Files.copy(LAUNCHER, directory.resolve("spf"));

    Run run = run(alone, Map.of(), "", "--version");

    assertThat(run.exitCode()).isEqualTo(255);
    assertThat(run.err()).contains("Build it: mvn package -pl spf-cli -am");
  }

  @Test
  void jarHoldsLicencesAndTouchesNoNameServiceOfTheJvm() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();

      assertThat(names)
          .contains(
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/licenses/dnsjava/LICENSE",
              "META-INF/licenses/guava/LICENSE",
              "META-INF/licenses/h2/NOTICE",
              "META-INF/licenses/hipparchus-core/NOTICE.txt",
              "META-INF/licenses/hipparchus-optim/LICENSE.txt",
              "META-INF/licenses/jackson-core/NOTICE",
              "META-INF/licenses/slf4j/LICENSE.txt")
          .doesNotHaveDuplicates()
          .noneMatch(name -> name.contains("net.spi"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
    }
  }
}
