package org.spfsuite.srs.store;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.spfsuite.core.file.IoReason;
import org.spfsuite.core.text.SafeText;

/** The store does not do what was asked. */
public final class StoreException extends Exception {

  private static final int MAX_TEXT = 200;

  /** Of a chain of causes, which might be a ring. */
  private static final int MAX_CAUSES = 20;

  private static final long serialVersionUID = 1;

  private final boolean temporary;

  /**
   * A failure.
   *
   * @param tried what, in ASCII
   * @param cause why it failed
   */
  public StoreException(String tried, Throwable cause) {
    super(tried, cause);
    this.temporary = true;
  }

  /**
   * A failure without another one behind it.
   *
   * @param problem in ASCII
   */
  public StoreException(String problem) {
    this(problem, true);
  }

  private StoreException(String problem, boolean temporary) {
    super(problem);
    this.temporary = temporary;
  }

  /**
   * A failure that will be the same again.
   *
   * @param problem in ASCII
   */
  public static StoreException lasting(String problem) {
    return new StoreException(problem, false);
  }

  /** Whether it may help to try again later. */
  public boolean isTemporary() {
    return temporary;
  }

  /** What was tried, and what came of it, in printable ASCII: at most 200 characters. */
  public String text() {
    Throwable first = first();
    return SafeText.printable(
        first == this ? String.valueOf(getMessage()) : getMessage() + ": " + words(first),
        MAX_TEXT);
  }

  private static String words(Throwable cause) {
    if (cause instanceof FileSystemException file) {
      return file.getFile() + ", " + IoReason.of(file);
    }
    return cause instanceof SQLException ? String.valueOf(cause.getMessage()) : cause.toString();
  }

  /** What began it: a pool says only that it has no connection. */
  private Throwable first() {
    Throwable first = this;
    for (int i = 0; i < MAX_CAUSES; i++) {
      Throwable cause = first.getCause();
      if (cause == null) {
        return first;
      }
      first = cause;
    }
    return first;
  }
}
