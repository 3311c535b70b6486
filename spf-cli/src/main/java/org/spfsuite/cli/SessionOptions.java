package org.spfsuite.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.inquiry.Session;
import org.spfsuite.scoring.message.Header;
import picocli.CommandLine.Option;

/** What the caller knows of a message that its header need not tell. */
final class SessionOptions {

  @Option(
      names = "--ip",
      paramLabel = "ADDRESS",
      converter = Values.Address.class,
      description = "Address of the client; unless given, the Received fields tell.")
  private @Nullable IpAddress ip;

  @Option(
      names = "--helo",
      paramLabel = "NAME",
      description = "The client's name in HELO or EHLO; goes with --ip.")
  private @Nullable String helo;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description =
          "The envelope sender; '' is the null sender. Unless given, fields such as Return-Path"
              + " tell.")
  private @Nullable String mailFrom;

  @Option(
      names = "--recipient",
      paramLabel = "ADDRESS",
      description =
          "A recipient of the envelope, for lists and for what the configuration has for some"
              + " only. May be repeated; there is a report for all who are treated alike.")
  private final List<String> recipients = new ArrayList<>();

  /**
   * A message to be scored.
   *
   * @throws CommandException if the options do not go together
   */
  ScoreRequest request(Header header) {
    return new ScoreRequest(
        session(),
        Optional.ofNullable(mailFrom).map(Claim::withoutBrackets),
        header,
        recipients.stream().map(Claim::withoutBrackets).toList());
  }

  private Optional<Session> session() {
    if (ip == null && helo != null) {
      throw CommandException.usage("--helo goes with --ip only");
    }
    return Optional.ofNullable(ip)
        .map(
            client ->
                new Session(client, helo == null ? "" : helo, Optional.empty(), false, false));
  }
}
