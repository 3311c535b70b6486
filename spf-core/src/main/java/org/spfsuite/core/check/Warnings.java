package org.spfsuite.core.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Warning;

/** The oddities of one check: each once, and no more than a reader can use. */
final class Warnings {

  private static final int MAX = 20;
  private static final int MAX_DETAIL = 200;

  private final Set<Warning> warnings = new LinkedHashSet<>();

  void add(Warning.Code code, String domain, String detail) {
    if (warnings.size() < MAX) {
      warnings.add(new Warning(code, domain, SafeText.printable(detail, MAX_DETAIL)));
    }
  }

  List<Warning> all() {
    return List.copyOf(warnings);
  }
}
