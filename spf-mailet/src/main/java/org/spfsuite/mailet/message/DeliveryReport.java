package org.spfsuite.mailet.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import javax.mail.internet.ContentType;
import javax.mail.internet.ParseException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else's bounce says (RFC 3464), as far as it may be told to others: nothing of it is
 * anybody's words.
 *
 * @param action such as {@code failed}
 * @param status such as {@code 5.1.1}
 * @param original addresses that the report says it was sent to at first
 * @param addressees addresses that the returned message says it was sent to
 * @param messageId of the returned message, in angle brackets
 */
public record DeliveryReport(
    String action,
    String status,
    List<MailAddress> original,
    List<MailAddress> addressees,
    Optional<String> messageId) {

  /** More than any report needs; behind it comes the returned message's own text. */
  private static final int MAX_OCTETS = 1 << 18;

  private static final int MAX_RECIPIENTS = 100;

  private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern ACTION =
      Pattern.compile("failed|delayed|delivered|relayed|expanded");
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,200}>");
  private static final Pattern AROUND_ADDRESSES = Pattern.compile("[\\s<>,;:\"()]+");

  /** Copies the lists. */
  public DeliveryReport {
    original = List.copyOf(original);
    addressees = List.copyOf(addressees);
  }

  /**
   * Reads a message.
   *
   * @return no value if it does not report what became of a message
   * @throws MessagingException if it cannot be read
   */
  public static Optional<DeliveryReport> read(Mail mail) throws MessagingException {
    if (!isReport(mail.getMessage().getContentType())) {
      return Optional.empty();
    }
    try (InputStream in = TraceFields.wrapper(mail).getMessageInputStream()) {
      return read(in);
    } catch (IOException e) {
      throw new MessagingException("cannot read the message", e);
    }
  }

  /**
   * Of a message that James could not deliver.
   *
   * @param status such as {@code 5.0.0}
   * @throws MessagingException if the message cannot be read
   */
  public static DeliveryReport failure(Mail mail, String status) throws MessagingException {
    Optional<String> id =
        Optional.ofNullable(mail.getMessage().getMessageID())
            .map(String::trim)
            .filter(MESSAGE_ID.asMatchPredicate());
    return new DeliveryReport("failed", status, List.of(), List.of(), id);
  }

  /** Receipts of readers and complaints are reports, too (RFC 6522 §3). */
  private static boolean isReport(@Nullable String type) {
    try {
      ContentType parsed = new ContentType(Optional.ofNullable(type).orElse(""));
      return parsed.match("multipart/report")
          && "delivery-status".equalsIgnoreCase(parsed.getParameter("report-type"));
    } catch (ParseException e) {
      return false;
    }
  }

  /** Its fields are never encoded (RFC 3464 §2.1.1), so lines tell. */
  static Optional<DeliveryReport> read(InputStream message) throws IOException {
    String text = new String(message.readNBytes(MAX_OCTETS), StandardCharsets.ISO_8859_1);
    Fields fields = new Fields();
    // The report's own header, which ends at the first empty line, says nothing of the message.
    text.lines().dropWhile(line -> !line.isEmpty()).forEach(fields::add);
    return fields.action.map(
        action ->
            new DeliveryReport(
                action,
                fields.status.orElse("5.0.0"),
                fields.original,
                fields.addressees,
                fields.messageId));
  }

  private static final class Fields {
    private final List<MailAddress> original = new ArrayList<>();
    private final List<MailAddress> addressees = new ArrayList<>();
    private Optional<String> action = Optional.empty();
    private Optional<String> status = Optional.empty();
    private Optional<String> messageId = Optional.empty();

    void add(String line) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        return;
      }
      String value = line.substring(colon + 1).trim();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "action" -> action = first(action, value.toLowerCase(Locale.ROOT), ACTION);
        case "status" -> status = first(status, value, STATUS);
        case "message-id" -> messageId = first(messageId, value, MESSAGE_ID);
        case "original-recipient" -> addAddresses(original, value);
        case "to", "cc" -> addAddresses(addressees, value);
        default -> {}
      }
    }

    private static Optional<String> first(Optional<String> known, String value, Pattern form) {
      return known.or(() -> Optional.of(value).filter(form.asMatchPredicate()));
    }

    private static void addAddresses(List<MailAddress> all, String value) {
      for (String word : AROUND_ADDRESSES.split(value, MAX_RECIPIENTS)) {
        if (word.indexOf('@') > 0 && all.size() < MAX_RECIPIENTS) {
          Addresses.parse(word).ifPresent(all::add);
        }
      }
    }
  }
}
