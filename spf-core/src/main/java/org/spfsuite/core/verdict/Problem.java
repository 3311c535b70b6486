package org.spfsuite.core.verdict;

/**
 * Why a check came to {@code permerror} or {@code temperror}.
 *
 * @param code the name of the trouble
 * @param domain whose policy has the trouble, safe to print; empty if it is nobody's
 * @param detail which limit, name or character; one line of printable ASCII
 */
public record Problem(ProblemCode code, String domain, String detail) {

  /** Whether it may be gone later, as a {@code temperror} says. */
  public boolean isTemporary() {
    return code.result() == SpfResult.TEMPERROR;
  }

  /** {@code detail (domain)}, for where the name is told anyway; printable ASCII. */
  public String detailAndDomain() {
    return detail + (domain.isEmpty() ? "" : " (" + domain + ")");
  }

  /** {@code name: detail (domain)}, printable ASCII. */
  @Override
  public String toString() {
    return code.text() + ": " + detailAndDomain();
  }
}
