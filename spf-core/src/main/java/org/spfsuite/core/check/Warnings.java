package org.spfsuite.core.check;

import java.util.ArrayList;
import java.util.List;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Warning;

/** The oddities of one check: each once, and no more than a reader can use. */
final class Warnings {

  private static final int MAX = 20;
  private static final int MAX_DETAIL = 200;

  /** Few, and mostly none. */
  private final List<Warning> warnings = new ArrayList<>(0);

  void add(Warning.Code code, String domain, String detail) {
    Warning warning = new Warning(code, domain, SafeText.printable(detail, MAX_DETAIL));
    if (warnings.size() < MAX && !warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  List<Warning> all() {
    return List.copyOf(warnings);
  }
}
