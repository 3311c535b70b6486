package org.spfsuite.core.check;

import org.spfsuite.core.record.SpfRecordParser;

/**
 * What RFC 7208 leaves to the implementation, or what implementations do differently. The defaults
 * follow the RFC's text where it has one and spare honest senders where it has none.
 *
 * @param mxVoids whether a mail exchanger without an address is a void look-up; §4.6.4 speaks of
 *     terms, so no by default
 * @param otherFamily what an {@code a} without an address of the client's family is
 * @param singleLabels whether a domain of one label is looked up instead of {@code none} (§4.3); no
 *     by default
 * @param underscores whether a checked domain may hold underscores; yes by default
 * @param ptrFailureIsError whether a failing PTR look-up is a temperror instead of no match (§5.5);
 *     no by default
 * @param deadlineIsPermerror whether a check that takes too long is a permerror instead of a
 *     temperror (§4.6.4); no by default
 * @param lowerCaseDomain whether {@code %{d}} and {@code %{o}} expand in lower case; no by default
 * @param maxRecordLength longest record in octets; 65,535 by default, which is the most
 * @param maxTerms most terms of a record; 8,192 by default, which is the most
 */
public record OpenChoices(
    boolean mxVoids,
    OtherFamily otherFamily,
    boolean singleLabels,
    boolean underscores,
    boolean ptrFailureIsError,
    boolean deadlineIsPermerror,
    boolean lowerCaseDomain,
    int maxRecordLength,
    int maxTerms) {

  /** The defaults. */
  public static final OpenChoices DEFAULTS =
      new OpenChoices(
          false,
          OtherFamily.ASK,
          false,
          true,
          false,
          false,
          false,
          SpfRecordParser.MAX_LENGTH,
          SpfRecordParser.MAX_TERMS);

  /** What a name is that exists but has no address of the client's family (§4.6.4). */
  public enum OtherFamily {
    /**
     * A void look-up only if it has no address of the other family either, which is asked only when
     * the limit would break: a sender without IPv6 is not punished for its clients' choice.
     */
    ASK,
    /** Always a void look-up, to the letter. */
    VOID,
    /** Never a void look-up. */
    IGNORE
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a size is not positive or beyond what the parser takes
   */
  public OpenChoices {
    if (maxRecordLength < 1 || maxRecordLength > SpfRecordParser.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the longest record must be 1-" + SpfRecordParser.MAX_LENGTH + " octets");
    }
    if (maxTerms < 1 || maxTerms > SpfRecordParser.MAX_TERMS) {
      throw new IllegalArgumentException(
          "a record must have 1-" + SpfRecordParser.MAX_TERMS + " terms");
    }
  }

  /** A builder that begins with these choices. */
  public Builder with() {
    return new Builder(this);
  }

  /** Changes some choices. */
  public static final class Builder {
    private boolean mxVoids;
    private OtherFamily otherFamily;
    private boolean singleLabels;
    private boolean underscores;
    private boolean ptrFailureIsError;
    private boolean deadlineIsPermerror;
    private boolean lowerCaseDomain;
    private int maxRecordLength;
    private int maxTerms;

    private Builder(OpenChoices from) {
      this.mxVoids = from.mxVoids;
      this.otherFamily = from.otherFamily;
      this.singleLabels = from.singleLabels;
      this.underscores = from.underscores;
      this.ptrFailureIsError = from.ptrFailureIsError;
      this.deadlineIsPermerror = from.deadlineIsPermerror;
      this.lowerCaseDomain = from.lowerCaseDomain;
      this.maxRecordLength = from.maxRecordLength;
      this.maxTerms = from.maxTerms;
    }

    /** See {@link OpenChoices#mxVoids}. */
    public Builder mxVoids(boolean value) {
      this.mxVoids = value;
      return this;
    }

    /** See {@link OpenChoices#otherFamily}. */
    public Builder otherFamily(OtherFamily value) {
      this.otherFamily = value;
      return this;
    }

    /** See {@link OpenChoices#singleLabels}. */
    public Builder singleLabels(boolean value) {
      this.singleLabels = value;
      return this;
    }

    /** See {@link OpenChoices#underscores}. */
    public Builder underscores(boolean value) {
      this.underscores = value;
      return this;
    }

    /** See {@link OpenChoices#ptrFailureIsError}. */
    public Builder ptrFailureIsError(boolean value) {
      this.ptrFailureIsError = value;
      return this;
    }

    /** See {@link OpenChoices#deadlineIsPermerror}. */
    public Builder deadlineIsPermerror(boolean value) {
      this.deadlineIsPermerror = value;
      return this;
    }

    /** See {@link OpenChoices#lowerCaseDomain}. */
    public Builder lowerCaseDomain(boolean value) {
      this.lowerCaseDomain = value;
      return this;
    }

    /** See {@link OpenChoices#maxRecordLength}. */
    public Builder maxRecordLength(int octets) {
      this.maxRecordLength = octets;
      return this;
    }

    /** See {@link OpenChoices#maxTerms}. */
    public Builder maxTerms(int count) {
      this.maxTerms = count;
      return this;
    }

    /**
     * The choices.
     *
     * @throws IllegalArgumentException if a size is out of range
     */
    public OpenChoices build() {
      return new OpenChoices(
          mxVoids,
          otherFamily,
          singleLabels,
          underscores,
          ptrFailureIsError,
          deadlineIsPermerror,
          lowerCaseDomain,
          maxRecordLength,
          maxTerms);
    }
  }
}
