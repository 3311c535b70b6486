package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the drop-in jar, and what must not be. */
final class DropInJarIT {

  @Test
  void bringsOnlyOurOwnClassesAndRelocatedLibraries() throws IOException {
    List<String> classes;
    try (ZipFile jar = new ZipFile(System.getProperty("james38.jar"))) {
      classes =
          jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
    }

    assertThat(classes)
        .contains("org/spfsuite/mailet/smtp/SpfHook.class", "org/spfsuite/core/SpfChecker.class")
        .contains("org/spfsuite/lib/guava/net/InternetDomainName.class")
        .anyMatch(name -> name.startsWith("org/spfsuite/lib/xbill/DNS/"))
        .noneMatch(name -> name.startsWith("org/spfsuite/scoring/tuning/"))
        .allMatch(name -> name.startsWith("org/spfsuite/"));
  }

  @Test
  void staysSmall() throws IOException {
    assertThat(Files.size(Path.of(System.getProperty("james38.jar"))))
        .as("H2, which keeps long senders, takes 2.7 million octets of it")
        .isLessThan(8_500_000);
  }

  @Test
  void announcesNoServices() throws IOException {
    try (ZipFile jar = new ZipFile(System.getProperty("james38.jar"))) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .as("dnsjava would replace the JDK's name service")
          .noneMatch(name -> name.startsWith("META-INF/services/"));
    }
  }
}
