import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.multibindings.Multibinder;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.james.UserEntityValidator;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.memory.MemoryRecipientRewriteTable;
import org.apache.james.server.core.MailImpl;
import org.apache.james.utils.ExtensionConfiguration;
import org.apache.james.utils.GuiceGenericLoader;
import org.apache.james.utils.GuiceLoader;
import org.apache.james.utils.GuiceMailetLoader;
import org.apache.james.utils.GuiceMatcherLoader;
import org.apache.mailet.Mailet;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.apache.mailet.base.test.FakeMatcherConfig;

/**
 * Loads our jar for James 3.9 through the published loaders of James 3.9.0 and lets it judge one message. Run
 * from its source by a Java 21 or newer: {@code java -cp ... Harness.java FOLDER}.
 */
public class Harness {

  private static final FakeMailContext CONTEXT = FakeMailContext.defaultContext();

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Injector injector = Guice.createInjector(new James(root));
    GuiceMailetLoader mailets = injector.getInstance(GuiceMailetLoader.class);
    GuiceMatcherLoader matchers = injector.getInstance(GuiceMatcherLoader.class);
    Mailet check = check(mailets, "trustedNetworks", "198.51.100.0/28");
    Mailet other = check(mailets, "recheck", "true");
    Matcher fails =
        matchers.getMatcher(
            FakeMatcherConfig.builder()
                .matcherName("org.spfsuite.mailet.matchers.SpfResultIs")
                .condition("fail")
                .build());
    FakeMail mail =
        FakeMail.builder()
            .name("test")
            .sender("boss@bank.example")
            .recipient("alice@here.example")
            .remoteAddr("203.0.113.66")
            .mimeMessage(
                MimeMessageBuilder.mimeMessageBuilder()
                    .setSubject("hi")
                    .addHeader("From", "Boss <boss@bank.example>")
                    .addHeader("X-Spam-Status", "No, score=-100")
                    .addHeader("Authentication-Results", "mx.here.example; spf=pass")
                    .addHeader("Received", "from x by mx.here.example (JAMES) with ESMTP")
                    .setText("Hello."))
            .build();
    Mailet score = mailet(mailets, "org.spfsuite.mailet.mailets.SpfScore", "rescore", "false");
    Matcher hit =
        matchers.getMatcher(
            FakeMatcherConfig.builder()
                .matcherName("org.spfsuite.mailet.matchers.ScoreRuleHit")
                .condition("SPF_FAIL")
                .build());
    check.service(mail);
    score.service(mail);
    System.out.println(
        "loaded by " + check.getClass().getClassLoader().getClass().getSimpleName()
            + " from " + Path.of(location(check)).getFileName());
    System.out.println("shared service " + (service(check) == service(other) && service(check) == service(score)));
    for (String line : Collections.list(mail.getMessage().getAllHeaderLines())) {
      System.out.println("field " + line.replaceAll("\\s+", " "));
    }
    Collection<MailAddress> matched = fails.match(mail);
    System.out.println("matched " + matched);
    System.out.println("hit " + hit.match(mail));
    try {
      check(mailets, "nonsense", "1");
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        System.out.println("refused " + String.valueOf(cause.getMessage()).replaceAll("\\s+", " "));
      }
    }
    forward(mailets, matchers);
    System.exit(0);
  }

  /** There and back. Senders are rewritten on James's own kind of mail only, which the spool always hands out. */
  private static void forward(GuiceMailetLoader mailets, GuiceMatcherLoader matchers) throws Exception {
    MailImpl mail = mail("alice@uni.example", "ann@alumni.example");
    srs(mailets, "SrsAlias").service(mail);
    mail.setRecipients(List.of(new MailAddress("ann@dest.example")));
    srs(mailets, "SrsForward").service(mail);
    String sender = mail.getMaybeSender().asString();
    System.out.println("rewritten to " + sender);

    MailImpl bounce = mail("", sender);
    System.out.println("is an SRS address " + matcher(matchers, "IsSrsAddress", "").match(bounce));
    System.out.println("is valid " + matcher(matchers, "SrsStatus", "valid").match(bounce));
    srs(mailets, "SrsReverse").service(bounce);
    for (FakeMailContext.SentMail sent : CONTEXT.getSentMails()) {
      System.out.println("reversed to " + sent.getRecipients() + " by " + sent.getSender() + " in " + sent.getState());
    }
    System.out.println("ended as " + bounce.getState());

    srs(mailets, "SrsRestore").service(mail);
    System.out.println("restored to " + mail.getMaybeSender().asString());
    mail.attributes()
        .filter(attribute -> attribute.getName().asString().contains(".srs."))
        .forEach(attribute -> System.out.println("attribute " + attribute.getName().asString() + " " + attribute.getValue().value()));
  }

  private static MailImpl mail(String sender, String recipient) throws Exception {
    MailImpl mail =
        MailImpl.builder()
            .name("forwarded")
            .sender(MaybeSender.getMailSender(sender))
            .addRecipient(recipient)
            .mimeMessage(MimeMessageBuilder.mimeMessageBuilder().setSubject("hi").setText("Hello."))
            .build();
    mail.setState("transport");
    return mail;
  }

  private static Mailet srs(GuiceMailetLoader loader, String name) throws Exception {
    return loader.getMailet(
        FakeMailetConfig.builder()
            .mailetName("org.spfsuite.mailet.mailets." + name)
            .mailetContext(CONTEXT)
            .build());
  }

  private static Matcher matcher(GuiceMatcherLoader loader, String name, String condition) throws Exception {
    return loader.getMatcher(
        FakeMatcherConfig.builder()
            .matcherName("org.spfsuite.mailet.matchers." + name)
            .condition(condition)
            .build());
  }

  private static Mailet check(GuiceMailetLoader loader, String parameter, String value)
      throws Exception {
    return mailet(loader, "org.spfsuite.mailet.mailets.SpfCheck", parameter, value);
  }

  private static Mailet mailet(
      GuiceMailetLoader loader, String name, String parameter, String value) throws Exception {
    return loader.getMailet(
        FakeMailetConfig.builder()
            .mailetName(name)
            .setProperty(parameter, value)
            .build());
  }

  private static Object service(Mailet mailet) throws Exception {
    Field field = mailet.getClass().getDeclaredField("service");
    field.setAccessible(true);
    return field.get(mailet);
  }

  private static URI location(Object object) throws Exception {
    return object.getClass().getProtectionDomain().getCodeSource().getLocation().toURI();
  }

  /** As much of James as the loaders and our jar ask for. */
  private static final class James extends AbstractModule implements FileSystem {
    private final Path root;
    private final MemoryDomainList domains = new MemoryDomainList(null);
    private final MemoryRecipientRewriteTable aliases = new MemoryRecipientRewriteTable();

    James(Path root) throws Exception {
      this.root = root;
      domains.configure(DomainListConfiguration.DEFAULT);
      domains.addDomain(Domain.of("alumni.example"));
      domains.addDomain(Domain.of("srs.alumni.example"));
      aliases.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
      aliases.setDomainList(domains);
      aliases.setUserEntityValidator(UserEntityValidator.NOOP);
      aliases.addMapping(
          MappingSource.fromUser("ann", Domain.of("alumni.example")), Mapping.group("ann@dest.example"));
    }

    @Override
    protected void configure() {
      bind(FileSystem.class).toInstance(this);
      bind(MetricFactory.class).toInstance(new RecordingMetricFactory());
      bind(GuiceLoader.class).to(GuiceGenericLoader.class);
      bind(ExtensionConfiguration.class).toInstance(ExtensionConfiguration.DEFAULT);
      bind(DomainList.class).toInstance(domains);
      bind(RecipientRewriteTable.class).toProvider(() -> aliases); // it is made already
      bind(GaugeRegistry.class).toInstance(new NoopGaugeRegistry());
      Multibinder.newSetBinder(binder(), org.apache.james.utils.MailetConfigurationOverride.class);
    }

    @Override
    public InputStream getResource(String url) throws java.io.IOException {
      return Files.newInputStream(getFile(url).toPath());
    }

    @Override
    public File getFile(String url) {
      return root.resolve(url.replace("file://", "")).toFile();
    }

    @Override
    public File getBasedir() {
      return root.toFile();
    }
  }
}
