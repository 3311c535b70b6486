package org.spfsuite.srs.postsrsd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spfsuite.core.file.IoReason;
import org.spfsuite.srs.postsrsd.ConfigProblem.Severity;

/** Files with one domain on each line, and comments behind {@code #}. */
record DomainFiles(List<ConfigProblem> problems) {

  List<String> read(Path file) {
    List<String> domains = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (LocalDomains.isName(name)) {
        domains.add(name);
      } else if (!name.isEmpty()) {
        String text = "'" + name + "' is not the name of a domain";
        problems.add(new ConfigProblem(file.toString(), number, Severity.ERROR, text));
      }
    }
    return domains;
  }

  private List<String> lines(Path file) {
    try {
      return PlainFile.text(file).lines().toList();
    } catch (IOException e) {
      String text = "cannot be read, " + IoReason.of(e);
      problems.add(new ConfigProblem(file.toString(), 0, Severity.ERROR, text));
      return List.of();
    }
  }
}
