package org.spfsuite.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
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
    description = "Makes a new key: a line of a key file, or a file.",
    customSynopsis = "spf srs keygen [--output FILE] [--type TYPE]",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "255:wrong usage, or the file is there already"},
    footer = {
      "",
      "Examples:",
      "  spf srs keygen --output srs.keys",
      "  A further key: it signs from now on, and the old ones go on to verify.",
      "    (umask 077; spf srs keygen; cat srs.keys) > new.keys && mv new.keys srs.keys"
    })
final class SrsKeygenCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A file that is not there yet; nobody but you will be able to read it.")
  private @Nullable Path output;

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
    KeyGenerator generator = new KeyGenerator(new SecureRandom(), InstantSource.system());
    if (output == null) {
      console.write(generator.line(type) + "\n");
      console.flush();
      console.say("spf srs keygen: put this line first in your key file (chmod 600), and keep the");
      console.say("others until what they have signed is too old, after 22 days.");
    } else {
      create(generator, output);
      console.say("spf srs keygen: try spf srs forward --key-file " + output);
    }
    return ExitCodes.OK;
  }

  private void create(KeyGenerator generator, Path file) {
    try {
      generator.create(file, type);
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
