package org.spfsuite.benchmarks.run;

/**
 * Memory of known domains, of one network each.
 *
 * @param kept what is kept of them
 * @param policies number of domains
 * @param bytes what they take together
 */
public record Memory(Kept kept, int policies, long bytes) {

  /** What is kept of a domain. */
  public enum Kept {
    /** What one check found out. */
    ONE_CLIENT("policies, one client each"),
    /** Clients below, in and above the network have been seen: all IPv4 addresses are known. */
    WHOLE("whole policies"),
    /** The same, and DNS answers. */
    WHOLE_WITH_ANSWERS("whole policies and DNS answers");

    private final String title;

    Kept(String title) {
      this.title = title;
    }

    /** For tables. */
    public String title() {
      return title;
    }
  }
}
