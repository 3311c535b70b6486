package org.spfsuite.core.conformance;

import java.util.Map;
import org.spfsuite.core.check.OpenChoices;
import org.spfsuite.core.check.OpenChoices.OtherFamily;

/** Reads the settings of a case that differ from the defaults. */
final class ChoiceReader {

  private ChoiceReader() {}

  static OpenChoices read(Map<?, ?> choices) {
    OpenChoices.Builder builder = OpenChoices.DEFAULTS.with();
    choices.forEach((key, value) -> set(builder, key.toString(), value.toString()));
    return builder.build();
  }

  private static void set(OpenChoices.Builder builder, String key, String value) {
    boolean flag = Boolean.parseBoolean(value);
    switch (key) {
      case "mx-voids" -> builder.mxVoids(flag);
      case "other-family" -> builder.otherFamily(OtherFamily.valueOf(value));
      case "single-labels" -> builder.singleLabels(flag);
      case "underscores" -> builder.underscores(flag);
      case "ptr-failure-is-error" -> builder.ptrFailureIsError(flag);
      case "lower-case-domain" -> builder.lowerCaseDomain(flag);
      case "max-record-length" -> builder.maxRecordLength(Integer.parseInt(value));
      case "max-terms" -> builder.maxTerms(Integer.parseInt(value));
      default -> throw new IllegalArgumentException("choice " + key);
    }
  }
}
