package org.spfsuite.mailet.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingsImpl;
import org.apache.james.user.api.UsersRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.mailet.testing.Fakes.Counters;

final class SrsHookTest {

  private static final String SRS = "srs.alumni.example";

  @TempDir private Path root;

  private final List<SrsService> services = new ArrayList<>();
  private final Counters counters = new Counters();
  private final Map<Object, Object> attachments = new HashMap<>();

  private SrsService srs(String... properties) throws Exception {
    SrsService service = Fakes.srs(root, counters, properties);
    services.add(service);
    return service;
  }

  @AfterEach
  void close() {
    services.forEach(SrsService::close);
  }

  private SMTPSession session() throws Exception {
    return session(false);
  }

  private SMTPSession session(boolean relaying) throws Exception {
    InetSocketAddress client =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 203, 0, 113, 66}), 4711);
    return Fakes.answering(
        SMTPSession.class,
        Map.of(
            "isRelayingAllowed", none -> relaying,
            "getRemoteAddress", none -> client,
            "getAttachment", key -> Optional.ofNullable(attachments.get(key.get(0))),
            "removeAttachment", key -> Optional.ofNullable(attachments.remove(key.get(0))),
            "setAttachment", key -> Optional.ofNullable(attachments.put(key.get(0), key.get(1)))));
  }

  private static RecipientRewriteTable aliases() {
    return Fakes.answering(
        RecipientRewriteTable.class,
        Map.of(
            "getResolvedMappings",
            user ->
                user.get(0).equals("moved")
                    ? MappingsImpl.builder().add(Mapping.of("ann@dest.example")).build()
                    : MappingsImpl.empty()));
  }

  private static SrsHook hook(SrsService service) {
    SrsHook hook = new SrsHook(service, aliases());
    hook.init(new BaseConfiguration());
    return hook;
  }

  private static SrsValidRcptHandler valid(SrsService service) throws Exception {
    SrsValidRcptHandler handler =
        new SrsValidRcptHandler(
            service,
            Fakes.answering(
                UsersRepository.class,
                Map.of(
                    "getUsername",
                    address -> Username.of(((MailAddress) address.get(0)).asString()))),
            aliases(),
            Fakes.domains());
    handler.init(new BaseConfiguration());
    return handler;
  }

  private static String good(SrsService service) {
    return Fakes.rewritten(service, "alice@uni.example");
  }

  /** The address of a sender that only the store knows. */
  private static String stored(SrsService service) {
    return Fakes.rewritten(service, "a".repeat(60) + "@uni.example");
  }

  private static String text(HookResult result) {
    assertThat(result.getResult()).as("skips the relay check").isNotEqualTo(HookReturnCode.ok());
    return result.equals(HookResult.DECLINED)
        ? "declined"
        : result.getSmtpRetCode() + " " + result.getSmtpDescription();
  }

  @ParameterizedTest
  @CsvSource({
    "'',               =alice@,             =alice@,           declined",
    "'',               srs.alumni.example,  SRS.alumni.EXAMPLE, declined",
    "x@dest.example,   =alice@,             =alice@,           550 5.7.1 SRS address: only bounces",
    "'',               =alice@,             =bob@,             550 5.1.1 SRS address: no key of ours",
    "'',               =uni.example=alice@, @,                 550 5.1.1 SRS address: ",
    "'',               srs.alumni.example,  srs.other.example, declined",
  })
  void tellsAtRcpt(String sender, String what, String instead, String reply) throws Exception {
    SrsService service = srs();
    SrsHook hook = hook(service);
    String recipient = good(service).replace(what, instead);

    assertThat(
            text(
                hook.doRcpt(
                    session(), MaybeSender.getMailSender(sender), new MailAddress(recipient))))
        .startsWith(reply);
  }

  @Test
  void standsInForTheHandlerOfJames() throws Exception {
    SrsService service = srs();
    SrsHook hook = hook(service);
    SrsValidRcptHandler handler = valid(service);
    MailAddress good = new MailAddress(good(service));

    assertThat(text(hook.doRcpt(session(), MaybeSender.nullSender(), good))).isEqualTo("declined");
    assertThat(text(handler.doRcpt(session(), MaybeSender.nullSender(), good)))
        .isEqualTo("declined");
    assertThat(counters.of("srs.rcpt.reverse.original.srs0")).as("asked once").isEqualTo(1);
    assertThat(
            text(
                handler.doRcpt(
                    session(), MaybeSender.nullSender(), new MailAddress("nobody@" + SRS))))
        .startsWith("550 5.1.1 Unknown user");
    assertThat(
            text(
                handler.doRcpt(
                    session(), MaybeSender.nullSender(), new MailAddress("x@other.example"))))
        .isEqualTo("declined");
  }

  @Test
  void aStoreThatIsDownIsNobodysFault() throws Exception {
    String recipient = stored(srs("store.timeout = 20s"));
    SrsHook hook = hook(srs("store = conf/srs.keys/senders"));

    assertThat(text(hook.doRcpt(session(), MaybeSender.nullSender(), new MailAddress(recipient))))
        .startsWith("450 4.3.0 ");
  }

  @Test
  void whoGuessesIsNotTold() throws Exception {
    SrsService service = srs("limits.guesses = 2");
    SrsHook hook = hook(service);
    String bad = good(service).replace("=alice@", "=bob@");
    for (int i = 0; i < 2; i++) {
      assertThat(text(hook.doRcpt(session(), MaybeSender.nullSender(), new MailAddress(bad))))
          .startsWith("550 5.1.1 ");
      attachments.clear();
    }

    assertThat(
            text(hook.doRcpt(session(), MaybeSender.nullSender(), new MailAddress(good(service)))))
        .startsWith("450 4.7.1 ");

    attachments.clear();
    assertThat(service.reload()).isEmpty();
    assertThat(
            text(hook.doRcpt(session(), MaybeSender.nullSender(), new MailAddress(good(service)))))
        .as("nobody is forgiven by a reload")
        .startsWith("450 4.7.1 ");
  }

  /** Guesses that a gateway passes on are not its own: it has good bounces, too. */
  @ParameterizedTest
  @CsvSource({"true, ''", "false, exempt.networks = 203.0.113.0/24"})
  void whoMayPassOnMailIsNotCounted(boolean relaying, String spf) throws Exception {
    Files.writeString(Files.createDirectories(root.resolve("conf")).resolve("spf.properties"), spf);
    SrsService service = srs("limits.guesses = 2");
    SrsHook hook = hook(service);
    String bad = good(service).replace("=alice@", "=bob@");
    for (int i = 0; i < 3; i++) {
      MailAddress guess = new MailAddress(bad);
      assertThat(text(hook.doRcpt(session(relaying), MaybeSender.nullSender(), guess)))
          .startsWith("550 5.1.1 ");
      attachments.clear();
    }

    MailAddress good = new MailAddress(good(service));
    assertThat(text(hook.doRcpt(session(relaying), MaybeSender.nullSender(), good)))
        .isEqualTo("declined");
  }

  @Test
  void whatNeedsNoStoreNeedsNoPatience() throws Exception {
    SrsService service = srs("timeout = 200ms");
    SrsHook hook = hook(service);
    MailAddress good = new MailAddress(good(service));
    assertThatThrownBy(
            () ->
                service
                    .patience()
                    .await(new CompletableFuture<>(), Long.MAX_VALUE, Duration.ofSeconds(1)))
        .as("this thread has waited for slow DNS")
        .isInstanceOf(TimeoutException.class);

    assertThat(text(hook.doRcpt(session(), MaybeSender.nullSender(), good))).isEqualTo("declined");
  }

  @Test
  void tooMuchToDoIsNoBug() throws Exception {
    SrsService service = srs("store.timeout = 20s");
    SrsHook hook = hook(service);
    MailAddress recipient = new MailAddress(stored(service));
    CountDownLatch end = new CountDownLatch(1);
    try {
      while (!service.start(() -> await(end)).isCompletedExceptionally()) {
        // until nobody is left who could wait
      }
      assertThat(text(hook.doRcpt(session(), MaybeSender.nullSender(), recipient)))
          .startsWith("450 4.3.0 ");
      assertThat(counters.of("srs.rcpt.deadline")).isEqualTo(1);
      assertThat(counters.of("srs.internal-error")).isZero();
    } finally {
      end.countDown();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void theRightFileIsNamed() throws Exception {
    SrsHook hook = new SrsHook(srs(), aliases());
    BaseConfiguration element = new BaseConfiguration();
    element.addProperty("domain", "x");

    assertThatThrownBy(() -> hook.init(element))
        .hasMessageContaining("unknown option domain")
        .hasMessageContaining("they stand in conf/srs.properties");
  }

  @Test
  void whoHasMovedIsToBeFoundElsewhere() throws Exception {
    SrsHook hook = hook(srs("alias.refuse = alumni.example"));
    MaybeSender sender = MaybeSender.getMailSender("x@dest.example");

    assertThat(text(hook.doRcpt(session(), sender, new MailAddress("moved@alumni.example"))))
        .isEqualTo("551 5.1.6 User not local; please try <ann@dest.example>");
    assertThat(text(hook.doRcpt(session(), sender, new MailAddress("user@alumni.example"))))
        .isEqualTo("declined");
  }
}
