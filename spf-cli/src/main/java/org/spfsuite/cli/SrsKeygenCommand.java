package org.spfsuite.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spfsuite.srs.key.KeyGenerator;
import org.spfsuite.srs.key.KeyType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code spf srs keygen}: a new key. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    description = "Makes a new key: a line of a key file, a file, or the first line of one.",
    customSynopsis = {
      "spf srs keygen [--output FILE] [OPTION]...",
      "spf srs keygen --add FILE [OPTION]..."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "255:wrong usage, a new file is there already, or one to add to is not to be used"
    },
    footer = {
      "",
      "Examples:",
      "  spf srs keygen --output srs.keys",
      "  A further key: it signs from now on, and the old ones go on to verify.",
      "    spf srs keygen --add srs.keys",
      "  The same for several hosts: all must have the file before that day.",
      "    spf srs keygen --add srs.keys --not-before 2026-12-01"
    })
final class SrsKeygenCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A file that is not there yet; nobody but you will be able to read it.")
  private @Nullable Path output;

  @Option(
      names = "--add",
      paramLabel = "FILE",
      description =
          "A file of keys, which gets the new one as its first line; all else in it stays.")
  private @Nullable Path add;

  @Option(
      names = "--not-before",
      paramLabel = "DAY",
      converter = Values.Day.class,
      description = "The day (UTC) since when it signs, such as 2026-12-01; unless given, at once.")
  private @Nullable LocalDate notBefore;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = Values.SigningType.class,
      description =
          "hmac-sha256 (unless given), or hmac-sha1, for keys that are shared with other software.")
  private KeyType type = KeyType.HMAC_SHA256;

  SrsKeygenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (output != null && add != null) {
      throw CommandException.usage("--output and --add exclude each other");
    }
    if (output != null) {
      create(output);
    } else if (add != null) {
      add(add);
    } else {
      print();
    }
    return ExitCodes.OK;
  }

  private KeyGenerator generator() {
    KeyGenerator generator = new KeyGenerator(new SecureRandom(), InstantSource.system());
    return Optional.ofNullable(notBefore).map(generator::notBefore).orElse(generator);
  }

  private void print() throws IOException {
    console.write(generator().line(type) + "\n");
    console.flush();
    console.say("spf srs keygen: put this line first in your key file (chmod 600), as --add does,");
    console.say("and keep the others until what they have signed is too old, after 22 days.");
  }

  private void add(Path file) {
    try {
      String id = generator().add(file, type);
      console.say("spf srs keygen: " + id + " is the first key of " + file + "; keep the others");
      console.say("until what they have signed is too old, after 22 days.");
    } catch (IllegalArgumentException e) {
      String.valueOf(e.getMessage()).lines().forEach(console::say);
      throw CommandException.input("--add " + file + ": stays as it is");
    } catch (NoSuchFileException e) {
      throw CommandException.input("--add " + file + ": there is no such file; --output makes one");
    } catch (IOException e) {
      throw CommandException.unwritable("--add " + file, e);
    }
  }

  private void create(Path file) {
    try {
      generator().create(file, type);
      console.say("spf srs keygen: try spf srs forward --key-file " + file);
    } catch (FileAlreadyExistsException e) {
      throw CommandException.input(
          "--output "
              + file
              + ": is there already, and is not overwritten: keys that are lost"
              + " cannot verify");
    } catch (IOException e) {
      throw CommandException.unwritable("--output " + file, e);
    }
  }
}
