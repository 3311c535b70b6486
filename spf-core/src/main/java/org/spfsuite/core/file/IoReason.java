package org.spfsuite.core.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.spfsuite.core.text.SafeText;

/**
 * Why something did not work, in words: the message of many exceptions is a file name and no more.
 */
public final class IoReason {

  private static final int MAX_TEXT = 200;

  private IoReason() {}

  /**
   * Why something could not be written: what is missing then is the folder.
   *
   * @return printable ASCII, at most 200 characters
   */
  public static String ofWriting(IOException cause) {
    return cause instanceof NoSuchFileException ? "there is no such folder" : of(cause);
  }

  /**
   * The reason alone, such as {@code permission denied}: whoever tells it says of what.
   *
   * @return printable ASCII, at most 200 characters
   */
  public static String of(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    }
    String text = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return SafeText.printable(
        text == null || text.isEmpty() ? cause.getClass().getSimpleName() : text, MAX_TEXT);
  }
}
