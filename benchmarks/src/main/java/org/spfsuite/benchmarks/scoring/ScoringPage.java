package org.spfsuite.benchmarks.scoring;

import static org.spfsuite.benchmarks.report.Numbers.format;
import static org.spfsuite.benchmarks.report.Numbers.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.spfsuite.benchmarks.report.Environment;
import org.spfsuite.benchmarks.report.Markdown;
import org.spfsuite.benchmarks.report.Target;
import org.spfsuite.benchmarks.run.Speed;
import org.spfsuite.scoring.policy.Profile;

/**
 * The figures as a page.
 *
 * @param figures what was measured
 * @param plan how
 * @param environment where
 */
public record ScoringPage(ScoringFigures figures, ScoringPlan plan, Environment environment) {

  private static final double PER_CORE = 500_000;
  private static final double MORE_PER_RULE = 2;
  private static final double LIST_MICROS = 5;

  // --- targets ---

  /** Targets, met and missed. */
  public List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (Profile profile : ScoringRun.PROFILES) {
      targets.add(rate(profile, 1));
      targets.add(rate(profile, 2));
    }
    targets.add(linear());
    Arrays.stream(Listing.values()).filter(Listing::isUsual).map(this::list).forEach(targets::add);
    return targets;
  }

  private Target rate(Profile profile, int threads) {
    Speed speed = figures.of(Scored.profile(profile), threads);
    double goal = PER_CORE * threads;
    return new Target(
        format("%s, threads: %d", title(profile), threads),
        format("≥ %,.0f messages/s", goal),
        format("%,.0f/s", speed.perSecond()),
        speed.perSecond() >= goal);
  }

  /** Between the smallest and the greatest number of rules more. */
  private Target linear() {
    int few = plan.rules().get(1);
    int many = plan.rules().get(plan.rules().size() - 1);
    double growth = figures.nanosPerRule(many) / figures.nanosPerRule(few);
    return new Target(
        format("time for each additional rule, from %,d of them to %,d", few, many),
        format("≤ %.1f ×", MORE_PER_RULE),
        format("%.2f ×", growth),
        growth <= MORE_PER_RULE);
  }

  private Target list(Listing listing) {
    double micros = figures.addedMicros(listing);
    return new Target(
        format("list of %,d entries, sender %s", plan.entries(), listing.title()),
        format("≤ %.0f µs more", LIST_MICROS),
        format("%.2f µs", micros),
        micros <= LIST_MICROS);
  }

  private static String title(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT);
  }

  // --- the page ---

  /**
   * Writes {@code benchmarks-scoring.md}.
   *
   * @return the page
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("benchmarks-scoring.md"), markdown());
  }

  private String markdown() {
    Markdown page = new Markdown();
    introduction(page);
    page.targets(targets());
    profiles(page);
    rules(page);
    lists(page);
    method(page);
    return page.toString();
  }

  private void introduction(Markdown page) {
    page.paragraph("# Benchmarks of scoring");
    page.paragraph(
        "What it takes to score a message whose verdicts are known, measured on "
            + environment.date()
            + " by `mvn -q -Pbench-scoring`, which wrote this page. Do not edit it.");
    if (!plan.equals(ScoringPlan.FULL)) {
      page.paragraph("**This was a short run: its figures are rough.**");
    }
    page.environment(environment);
    page.paragraph("Before anything was measured, each message had scored what it must.");
  }

  private void profiles(Markdown page) {
    page.paragraph("## Shipped profiles");
    page.paragraph(
        "1,000 messages of "
            + Message.values().length
            + " kinds, one after another, such as passes of the author's domain and of others, fails, errors,"
            + " null senders, senders that a forwarder rewrote. Hits, evidence and report are made"
            + " for each.");
    page.table(
        List.of("profile", "threads", "messages/s", "time", "bytes/message"),
        ScoringRun.PROFILES.stream().flatMap(p -> profileRows(p).stream()).toList());
  }

  private List<List<String>> profileRows(Profile profile) {
    return List.of(profileRow(profile, 1), profileRow(profile, 2));
  }

  private List<String> profileRow(Profile profile, int threads) {
    Speed speed = figures.of(Scored.profile(profile), threads);
    return List.of(
        title(profile),
        String.valueOf(threads),
        format("%,.0f ± %,.0f", speed.perSecond(), speed.spread()),
        time(speed.nanos(threads)),
        format("%,.0f", speed.bytes()));
  }

  private void rules(Markdown page) {
    page.paragraph("## More rules");
    page.paragraph(
        "The recommended profile and additional rules: functions, and as many metas over three of"
            + " them. Of the functions about one in seven hits, of the metas more. The same messages.");
    page.table(
        List.of("additional rules", "time", "for each of them", "bytes/message"),
        plan.rules().stream().map(this::ruleRow).toList());
  }

  private List<String> ruleRow(int count) {
    Speed speed = figures.rules(count);
    return List.of(
        format("%,d", count),
        time(speed.nanos(1)),
        count == 0 ? "" : format("%.1f ns", figures.nanosPerRule(count)),
        format("%,.0f", speed.bytes()));
  }

  private void lists(Markdown page) {
    page.paragraph("## Welcome lists");
    page.paragraph(
        format(
            "The recommended profile and %,d entries of `welcomelist_from_spf`, half of them"
                + " addresses, and senders that pass. What takes time is a list with many entries"
                + " that both begin and end with a star, as all do in the last row: each of them is"
                + " tried.",
            plan.entries()));
    page.table(
        List.of("sender", "time", "more than without list", "bytes/message"),
        Arrays.stream(Listing.values()).map(this::listRow).toList());
    page.paragraph(
        format(
            "Reading and indexing a file of %,d such lines: %.2f s for the first time in a"
                + " process, %.2f s later (median).",
            figures.reading().lines(), figures.reading().first(), figures.reading().median()));
  }

  private List<String> listRow(Listing listing) {
    Speed speed = figures.list(listing);
    return List.of(
        listing.title(),
        time(speed.nanos(1)),
        listing == Listing.NO_LIST ? "" : format("%.2f µs", figures.addedMicros(listing)),
        format("%,.0f", speed.bytes()));
  }

  private void method(Markdown page) {
    page.paragraph("## How it was measured");
    page.paragraph(
        format(
            "JMH, throughput; for each figure of a profile %d processes, for each other one, each"
                + " with %d iterations of %,d ms that do not count and %d that do; speeds are medians"
                + " of these ± half the distance between the quartiles; bytes are those of JMH's GC"
                + " profiler.",
            plan.timing().forks(),
            plan.timing().warmups(),
            plan.timing().iterationTime().toMillis(),
            plan.timing().iterations()));
  }
}
