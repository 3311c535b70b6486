package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.cli.Shell.Run;

/** Errors say what is wrong, where, and what to do. */
final class WrongUsageTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        " | Missing required subcommand",
        "chek | Unmatched argument at index 0: 'chek'",
        "check | --ip is missing: the address of the client",
        "check --helo h.example | --ip is missing",
        "check --ip 192.0.2.3 | there must be a sender, a HELO name or both (--mail-from, --helo)",
        "check --ip 192.0.2.3 --mail-from= | the null sender is checked by the HELO name",
        "check --ip 192.0.2.3 --mail-from <> | the null sender is checked by the HELO name",
        "check --ip 192.0.2.300 --helo h | '192.0.2.300' is not an IPv4 or IPv6 address, such as",
        "check --ip | Missing required parameter for option '--ip' (ADDRESS)",
        "check --ip ::1 --ip ::1 --helo h | option '--ip' (ADDRESS) should be specified only once",
        "check --ip ::1 --helo h --hlp | Unknown option: '--hlp'",
        "check --ip ::1 --helo h more | Unmatched argument at index 5: 'more'",
        "check --ip ::1 --helo h @file | Unmatched argument at index 5: '@file'",
        "check --ip ::1 --helo h --jobs 3 | --jobs goes with --batch only",
        "check --ip ::1 --helo h --timeout soon | 'soon' is not a time of 1ms to 60m, such as 5s",
        "check --ip ::1 --helo h --timeout 0 | '0' is not a time",
        "check --ip ::1 --helo h --timeout 61m | '61m' is not a time",
        "check --ip ::1 --helo h --timeout -5s | '-5s' is not a time",
        "check --ip ::1 --helo h --resolver 192.0.2.1:0 | '192.0.2.1:0' is not a DNS server",
        "check --ip ::1 --helo h --resolver 192.0.2.1:65536 | is not a DNS server, such as",
        "check --ip ::1 --helo h --resolver ::1:53x | is not a DNS server",
        "check --ip ::1 --helo h --resolver [192.0.2.1]:53 | is not a DNS server",
        "check --ip ::1 --helo h --resolver a:b:c | is not a DNS server",
        "check --ip ::1 --helo h --resolver no.invalid | there is no host 'no.invalid'",
        "check --ip ::1 --helo h --zone z --resolver ::1 | --zone and --resolver exclude each other",
        "check --ip ::1 --helo h --zone none | --zone none: cannot be read, there is no such file",
        "check --ip ::1 --helo h --zone / | --zone /: cannot be read, Is a directory",
        "check --ip ::1 --helo h.example --record v=spf2 | --record: not an SPF record: ",
        "check --ip ::1 --helo [192.0.2.3] --record v=spf1 | no domain that could",
        "check --ip ::1 --mail-from a@*.example --record v=spf1 | --record: there is no domain",
        "check --ip ::1 --mail-from a@*.example --record v=spf1 | no domain that could publish it",
        "check --ip ::1 --mail-from a@ --record v=spf1 | no domain that could publish it",
        "check --batch --ip ::1 | --batch takes what is to be checked from its input",
        "check --batch --helo h | --batch takes what is to be checked from its input",
        "check --batch --mail-from a@b | --batch takes what is to be checked from its input",
        "check --batch --record v=spf1 | --batch takes what is to be checked from its input",
        "check --batch --jobs 0 | --jobs: 0 is not a number of 1 to 1000",
        "check --batch --jobs 1001 | --jobs: 1001 is not a number of 1 to 1000",
        "check --batch --jobs x | Invalid value for option '--jobs'",
        "check --batch none | --batch none: cannot be read, there is no such file",
        "check --batch / | the input: cannot be read, Is a directory",
        "score | Missing required parameter: 'MESSAGE'",
        "score --json --headers m | --json and --headers exclude each other",
        "score --label ham m | --label goes with --json only",
        "score --json --label HAM m | 'HAM' is not one of ham, spam",
        "score --helo h m | --helo goes with --ip only",
        "score --ip 192.0.2 m | '192.0.2' is not an IPv4 or IPv6 address, such as",
        "score --profile ours m | 'ours' is not one of recommended, spamassassin, rspamd, empty",
        "score --mode lax m | 'lax' is not one of parity, strict",
        "score --score-set 4 m | '4' is not a score set from 0 to 3",
        "score --score-set -1 m | '-1' is not a score set from 0 to 3",
        "score --zone z --resolver ::1 m | --zone and --resolver exclude each other",
        "score --jobs 0 m | --jobs: 0 is not a number of 1 to 1000",
        "tune | Missing required parameter: 'LOG'",
        "tune none | none: cannot be read, there is no such file",
        "tune / | /: cannot be read, Is a directory",
        "tune --folds 1 - | folds must be 2-100",
        "tune --required 0 - | the required score must be above 0 and at most 1000000",
        "tune --required x - | Invalid value for option '--required'",
        "tune --false-positive-cost 0 - | the cost of false positives must be above 0 and at most 1000000",
        "tune - | nothing to learn: 0 ham and 0 spam messages have a label, but at least 10 of",
        "rescore | Missing required parameter: 'LOG'",
        "rescore none | none: cannot be read, there is no such file",
        "rescore --changed -1 - | --changed: -1 is not a number of 0 to 1000000",
        "srs | Missing required subcommand",
        "srs back | Unmatched argument at index 1: 'back'",
        "srs forward a@b | --domain is missing: the SRS domain",
        "srs forward --domain d a@b | there must be keys (--key-file, --secrets-file or --secret)",
        "srs forward --domain d --key-file k --secret s a@b | exclude each other",
        "srs forward --domain a@b --secret s a@b | --domain: 'a@b' is not the name of a domain",
        "srs forward --domain d --domain e --secret s a@b | --domain: there can be one for senders",
        "srs forward --domain d --secret s --profile exim a@b | --profile exim signs nothing",
        "srs forward --domain d --secret s --profile x a@b | 'x' is not one of strict, compatible",
        "srs forward --domain d --secret s --separator / a@b | '/' is not one of =, + and -",
        "srs forward --domain d --secret s --hash-length 3 a@b | hash length must be 4 to 27, not 3",
        "srs forward --domain d --secret s --hash-minimum 9 a@b | hash minimum must be 4 to 6",
        "srs forward --domain d --secret s --max-age 0 a@b | maximum age must be 1 to 900, not 0",
        "srs forward --domain d --secret s --at noon a@b | 'noon' is not a time, such as",
        "srs reverse --domain d --key-file k --profile exim a@b | --profile exim goes with --secret",
        "srs keygen --type exim | 'exim' is not one of hmac-sha256, hmac-sha1",
        "srs keygen --output k --add k | --output and --add exclude each other",
        "srs keygen --add /none/k | --add /none/k: there is no such file; --output makes one",
        "srs keygen --not-before +99999-01-01 | '+99999-01-01' is not a day, such as 2026-11-22",
        "srs keygen --not-before 1.12.2026 | '1.12.2026' is not a day, such as 2026-11-22",
        "srs keygen --output /none/k | --output /none/k: cannot be written, there is no such folder",
      })
  void saysWhatIsWrong(String line, String message) {
    Run run = spf(line == null ? new String[0] : line.split(" "));

    assertThat(run.exitCode()).as(run.out()).isEqualTo(255);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("spf").contains(message).doesNotContain("Exception");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(2);
  }

  @Test
  void wrongUsagePointsToHelp() {
    assertThat(spf("check", "--ip", "x").err()).endsWith("\nTry 'spf check --help'.\n");
    assertThat(spf("chek").err()).endsWith("\nDid you mean: spf check?\n");
  }

  @Test
  void recordErrorsPointToTheCharacter() {
    assertThat(spf("check", "--ip=::1", "--helo=h.example", "--record=v=spf1 ip4:300.0.0.1").err())
        .startsWith("spf check: --record: not an SPF record: \"300.0.0.1\" at character 12");
  }

  @Test
  void zoneErrorsNameFileAndLine() throws IOException {
    Path file = Files.write(directory.resolve("zone"), List.of("a A 192.0.2.1", "b A there"));

    assertThat(spf("check", "--ip=::1", "--helo=h.example", "--zone", file.toString()).err())
        .isEqualTo("spf check: --zone " + file + ", line 2: Invalid address: there\n");
  }

  @Test
  void messagesArePrintable() {
    String err = spf("check", "--ip", "\u001b[31m\u0007\u009b\n@|red x|@").err();

    assertThat(err).startsWith("spf check: Invalid value for option '--ip': '?[31m???@|red x|@'");
    assertThat(err.lines().count()).isEqualTo(2);
  }
}
