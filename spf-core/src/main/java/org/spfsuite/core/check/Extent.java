package org.spfsuite.core.check;

/** How much of a policy an examination looks at. */
public enum Extent {
  /** All of it. */
  FULL,
  /** What the result depends on: explanations are not fetched. */
  RESULT,
  /**
   * Its networks: as {@link #RESULT}, and terms that ask about the very client, {@code ptr} and
   * those with {@code %{i}} or {@code %{p}}, match nobody. They are charged, but ask nothing.
   */
  NETWORKS
}
