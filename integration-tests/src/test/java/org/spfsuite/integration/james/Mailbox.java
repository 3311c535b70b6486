package org.spfsuite.integration.james;

import jakarta.mail.Folder;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** A user's INBOX, read over IMAP as the user would. */
public final class Mailbox {

  private final InetAddress host;
  private final int port;
  private final String user;
  private final String password;

  Mailbox(InetAddress host, int port, String user, String password) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /**
   * A message as delivered.
   *
   * @param subject of the message
   * @param headers all header fields, top first
   */
  public record Delivered(String subject, List<Field> headers) {

    /** The bodies of all fields of this name, top first, unfolded. */
    public List<String> all(String name) {
      return headers.stream()
          .filter(field -> field.name().equalsIgnoreCase(name))
          .map(Field::body)
          .toList();
    }
  }

  /**
   * A header field.
   *
   * @param name of the field
   * @param body unfolded
   */
  public record Field(String name, String body) {}

  /** All messages, oldest first. */
  public List<Delivered> messages() throws MessagingException {
    Properties properties = new Properties();
    properties.setProperty("mail.imap.connectiontimeout", "5000");
    properties.setProperty("mail.imap.timeout", "5000");
    try (Store store = Session.getInstance(properties).getStore("imap")) {
      store.connect(host.getHostAddress(), port, user, password);
      try (Folder inbox = store.getFolder("INBOX")) {
        if (!inbox.exists()) {
          return List.of(); // James makes it with the first message
        }
        inbox.open(Folder.READ_ONLY);
        List<Delivered> messages = new ArrayList<>();
        for (Message message : inbox.getMessages()) {
          messages.add(read(message));
        }
        return messages;
      }
    }
  }

  private static Delivered read(Message message) throws MessagingException {
    List<Field> fields = new ArrayList<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      fields.add(new Field(header.getName(), header.getValue().replaceAll("\r?\n[ \t]+", " ")));
    }
    return new Delivered(message.getSubject(), fields);
  }
}
