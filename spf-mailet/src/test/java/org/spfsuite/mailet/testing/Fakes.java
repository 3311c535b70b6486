package org.spfsuite.mailet.testing;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.mail.MessagingException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.api.TimeMetric;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.policy.ForwardRequest;

/** Parts of James. */
public final class Fakes {

  private Fakes() {}

  /**
   * Something that answers some methods, and nothing to the others.
   *
   * @param answers by the names of methods
   */
  public static <T> T answering(Class<T> type, Map<String, Answer> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Answer answer = answers.get(method.getName());
              return answer == null
                  ? nothing(method.getReturnType())
                  : answer.to(arguments == null ? List.of() : List.of(arguments));
            }));
  }

  /** What a method returns. */
  public interface Answer {
    /** To these arguments. */
    Object to(List<Object> arguments) throws Exception;
  }

  @SuppressWarnings("NullAway") // as an interface nobody answers for
  private static Object nothing(Class<?> type) {
    return type == boolean.class ? Boolean.FALSE : null;
  }

  /** Counters that can be looked at. */
  public static final class Counters {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** The names of all counters that there are. */
    public List<String> names() {
      return counts.keySet().stream().sorted().toList();
    }

    /** A counter's value; 0 if there is none. */
    public long of(String name) {
      return counts.getOrDefault(name, new LongAdder()).sum();
    }

    private Metric counter(String name) {
      LongAdder count = counts.computeIfAbsent(name, key -> new LongAdder());
      return answering(
          Metric.class,
          Map.of(
              "increment",
              none -> {
                count.increment();
                return count;
              }));
    }

    private MetricFactory factory() {
      return answering(
          MetricFactory.class,
          Map.of(
              "generate", name -> counter((String) name.get(0)),
              "timer", name -> answering(TimeMetric.class, Map.of())));
    }
  }

  /** The service of a James in this folder, which has a folder {@code conf}. */
  public static SpfService service(Path root, Counters counters) {
    return new SpfService(files(root), counters.factory(), new NoopGaugeRegistry());
  }

  private static FileSystem files(Path root) {
    return new FileSystem() {
      @Override
      public InputStream getResource(String url) throws IOException {
        return new FileInputStream(getFile(url));
      }

      @Override
      public File getFile(String url) {
        return root.resolve(url.replace("file://", "")).toFile();
      }

      @Override
      public File getBasedir() {
        return root.toFile();
      }
    };
  }

  /** The same, configured by these two files. */
  public static SpfService service(Path root, Counters counters, String properties, String scores)
      throws IOException {
    Path conf = Files.createDirectories(root.resolve("conf"));
    Files.writeString(conf.resolve("spf.properties"), properties);
    Files.writeString(conf.resolve("spf-score.cf"), scores);
    return service(root, counters);
  }

  /** A key that is good for all time. */
  public static final String KEYS =
      "test hmac-sha256 hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

  /**
   * SRS in the same James, whose domains are {@code alumni.example} and the SRS domains.
   *
   * @param properties of {@code conf/srs.properties}, beside {@code domain = srs.alumni.example}
   */
  public static SrsService srs(Path root, Counters counters, String... properties)
      throws IOException {
    Path conf = Files.createDirectories(root.resolve("conf"));
    Files.writeString(
        conf.resolve("srs.properties"),
        "domain = srs.alumni.example\n" + String.join("\n", properties) + "\n");
    keys(conf.resolve("srs.keys"), KEYS);
    return unconfiguredSrs(root, counters);
  }

  /** Writes a file that nobody else can read. */
  public static void keys(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /** SRS in a James whose folder {@code conf} is as it is. */
  public static SrsService unconfiguredSrs(Path root, Counters counters) {
    return new SrsService(
        files(root),
        counters.factory(),
        new NoopGaugeRegistry(),
        domains(),
        service(root, counters));
  }

  /** {@code alumni.example}, and all domains below. */
  public static DomainList domains() {
    return answering(
        DomainList.class,
        Map.of(
            "containsDomain",
            domain -> ((Domain) domain.get(0)).asString().endsWith("alumni.example")));
  }

  /** The address that a sender gets in {@code srs.alumni.example}. */
  public static String rewritten(SrsService service, String sender) {
    service.refuseToStartWith(List.of());
    ForwardRequest request = new ForwardRequest(sender, "srs.alumni.example", Optional.empty());
    return ((Rewritten) service.engine().forward(request)).address();
  }

  /**
   * A message as James makes it of what a client sends.
   *
   * @param sender empty if it is null
   */
  public static MailImpl mail(String sender, String headers, String... recipients)
      throws MessagingException {
    String text = headers.replace("\n", "\r\n") + "Subject: hi\r\n\r\nHello.\r\n";
    MailImpl.Builder builder =
        MailImpl.builder().name("test").sender(MaybeSender.getMailSender(sender));
    for (String recipient : recipients) {
      builder.addRecipient(new MailAddress(recipient));
    }
    MailImpl mail = builder.build();
    mail.setState("root");
    mail.setRemoteAddr("203.0.113.66");
    mail.setMessageContent(
        MimeMessageInputStreamSource.create(
            "test", new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
    return mail;
  }

  /** The names of a message's fields, top first. */
  public static List<String> fieldNames(MailImpl mail) throws MessagingException {
    return Collections.list(mail.getMessage().getAllHeaderLines()).stream()
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }
}
