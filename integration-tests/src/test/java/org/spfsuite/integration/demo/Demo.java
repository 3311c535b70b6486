package org.spfsuite.integration.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.integration.james.JamesServer;
import org.spfsuite.integration.james.Mailbox.Delivered;
import org.spfsuite.integration.smtp.SmtpClient;
import org.spfsuite.integration.smtp.SmtpClient.Reply;

/**
 * Five conversations with a real Apache James that has the drop-in jar, and what became of each.
 * Ends with an exception, and so the build with an error, unless every decision was right.
 */
public final class Demo {

  private static final String RECEIVED_SPF = "Received-SPF";
  private static final Duration DELIVERY = Duration.ofSeconds(20);

  private final Screen screen = new Screen(System.out);
  private final LoopbackDnsServer dns;
  private final JamesServer james;

  private Demo(LoopbackDnsServer dns, JamesServer james) {
    this.dns = dns;
    this.james = james;
  }

  /**
   * Runs the demo.
   *
   * @throws IOException if something does not start, or a decision was wrong
   */
  public static void main(String[] args) throws Exception {
    Path target = Path.of(System.getProperty("demo.target"));
    Files.writeString(target.resolve("demo.running"), ""); // the build's progress ends here
    Path root = target.resolve("demo-james");
    delete(root);
    Files.createDirectories(root);
    boolean keep = System.getProperty("demo.keep") != null;
    Screen screen = new Screen(System.out);
    screen.title("SPF Suite: a real Apache James 3.8.1 refuses a forged mail");
    try (LoopbackDnsServer dns = LoopbackDnsServer.start(Scenario.ZONE)) {
      screen.line("DNS server on 127.0.0.1:" + dns.address().getPort() + ", which says:");
      Scenario.ZONE_TEXT.forEach(line -> screen.line("  " + line));
      screen.line("James is starting, with our jar in extensions-jars/ ...");
      try (JamesServer james = JamesServer.in(root).spfProperties(properties(dns)).start()) {
        new Demo(dns, james).run(keep);
      }
    }
  }

  private static String properties(LoopbackDnsServer dns) {
    return "dns.servers = 127.0.0.1:" + dns.address().getPort() + "\n";
  }

  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(boolean keep) throws Exception {
    james.addUser(Scenario.RECIPIENT);
    List<Scenario> scenarios = Scenario.all();
    int right = 0;
    for (int i = 0; i < scenarios.size(); i++) {
      Scenario scenario = scenarios.get(i);
      screen.title((i + 1) + ". " + scenario.title());
      right += play(scenario) ? 1 : 0;
    }
    screen.blank();
    boolean good = right == scenarios.size();
    screen.verdict(good, right + " of " + scenarios.size() + " decisions were right.");
    instructions(keep);
    if (!good) {
      throw new IOException("a decision of the demo was wrong; James's log: " + james.root());
    }
    if (keep) {
      james.join();
    }
  }

  /** Plays one conversation; whether it ended as it should. */
  private boolean play(Scenario scenario) throws Exception {
    String subject = "Demo: " + scenario.result();
    screen.line("from " + scenario.client());
    Reply last;
    try (SmtpClient smtp = james.connectFrom(scenario.client())) {
      last = converse(smtp, scenario, subject);
      screen.conversation(spoken(smtp.transcript()));
    }
    boolean refused = last.code() >= 400;
    if (refused) {
      boolean nothing = delivered(subject).isEmpty();
      boolean right = scenario.refused() && last.text().startsWith("550 5.7.23 ") && nothing;
      screen.decision(right, true, (nothing ? "nothing" : "a message") + " is in Alice's mailbox");
      return right;
    }
    String field = awaitDelivery(subject).all(RECEIVED_SPF).get(0);
    boolean right = !scenario.refused() && field.startsWith(scenario.result() + " ");
    screen.decision(right, false, "on top of the message in Alice's mailbox stands");
    screen.header(RECEIVED_SPF, field);
    return right;
  }

  private static Reply converse(SmtpClient smtp, Scenario scenario, String subject)
      throws IOException {
    smtp.ehlo(scenario.helo());
    smtp.mailFrom(scenario.sender());
    Reply rcpt = smtp.rcptTo(Scenario.RECIPIENT);
    Reply last =
        rcpt.code() == 250
            ? smtp.data(
                List.of("From: " + scenario.sender(), "Subject: " + subject, "", "Hello Alice."))
            : rcpt;
    smtp.send("QUIT");
    return last;
  }

  /** The conversation without the PROXY line and the list of extensions. */
  private static List<SmtpClient.Line> spoken(List<SmtpClient.Line> transcript) {
    return transcript.stream()
        .filter(line -> !line.text().startsWith("PROXY "))
        .filter(line -> line.fromClient() || line.text().charAt(3) == ' ')
        .toList();
  }

  private Optional<Delivered> delivered(String subject) throws Exception {
    return james.mailbox(Scenario.RECIPIENT).messages().stream()
        .filter(message -> subject.equals(message.subject()))
        .findFirst();
  }

  private Delivered awaitDelivery(String subject) {
    return Awaitility.await()
        .atMost(DELIVERY)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> delivered(subject), Optional::isPresent)
        .orElseThrow();
  }

  private void instructions(boolean keep) {
    screen.title("What was configured");
    screen.line("extensions-jars/       the drop-in jar, nothing else");
    screen.line("conf/smtpserver.xml    first line of each <handlerchain>:");
    screen.line("                         " + JamesServer.HANDLER);
    screen.line("conf/spf.properties    " + properties(dns).trim());
    if (!keep) {
      screen.title("Try it yourself");
      screen.line("mvn -q -Pdemo -Ddemo.keep     plays the same, then keeps James running for you");
      screen.blank();
      return;
    }
    screen.title("James keeps running: Ctrl-C ends it");
    screen.line("By hand, from 127.0.0.1, which is no server of the bank's:");
    screen.line("  telnet 127.0.0.1 " + james.smtpPort());
    screen.line("    EHLO me.example");
    screen.line("    MAIL FROM:<boss@bank.example>");
    screen.line("    RCPT TO:<" + Scenario.RECIPIENT + ">");
    screen.line("With swaks:");
    screen.line("  swaks --server 127.0.0.1:" + james.smtpPort() + " --ehlo me.example \\");
    screen.line("        --from boss@bank.example --to " + Scenario.RECIPIENT);
    screen.line("From any address, through the port that speaks the PROXY protocol:");
    screen.line("  swaks --server 127.0.0.1:" + james.proxiedPort() + proxy("192.0.2.10"));
    screen.line("        --ehlo mail.bank.example --from teller@bank.example \\");
    screen.line("        --to " + Scenario.RECIPIENT);
    screen.line("James's log: " + james.root().resolve("logs/james.log"));
    screen.blank();
  }

  private String proxy(String client) {
    return " --proxy-version 1 --proxy-family TCP4 --proxy-source "
        + client
        + " --proxy-source-port 40000 --proxy-dest 127.0.0.1 --proxy-dest-port "
        + james.proxiedPort()
        + " \\";
  }
}
