package org.spfsuite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints; Maven fills in the number. */
final class Version implements IVersionProvider {

  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    }
    return new String[] {
      "spf " + properties.getProperty("version", "(unknown version)"),
      "Java " + System.getProperty("java.version")
    };
  }
}
