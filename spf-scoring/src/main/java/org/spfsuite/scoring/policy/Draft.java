package org.spfsuite.scoring.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.scoring.eval.WelcomeTerms;
import org.spfsuite.scoring.list.AddressList;
import org.spfsuite.scoring.policy.Overlay.Change;
import org.spfsuite.scoring.policy.Overlay.Side;
import org.spfsuite.scoring.relay.Networks;
import org.spfsuite.scoring.relay.TrustedNetworks;
import org.spfsuite.scoring.rule.CompiledRules;
import org.spfsuite.scoring.rule.Points;
import org.spfsuite.scoring.rule.Rule;
import org.spfsuite.scoring.rule.Rule.Body;
import org.spfsuite.scoring.rule.RuleSet;
import org.spfsuite.scoring.rule.ScoreSet;

/** A policy while its files are being read. */
final class Draft {

  private static final double DEFAULT_REQUIRED = 5;

  final Problems problems;
  private final Map<String, Body> bodies = new LinkedHashMap<>();
  private final Map<String, String> descriptions = new HashMap<>();
  private final Map<String, Set<String>> flags = new HashMap<>();
  private final Map<Bound, Integer> counts = new EnumMap<>(Bound.class);
  private final List<OverlayDraft> overlays = new ArrayList<>();
  private final Section everybody = new Section();
  private Section section = everybody;

  Mode mode = Mode.STRICT;
  final NetworksDraft networks = new NetworksDraft();
  final List<HeaderTemplate> headers = new ArrayList<>();
  final List<String> authservIds = new ArrayList<>();
  final List<String> forwarders = new ArrayList<>();
  boolean trustsEnvelopeFields;
  boolean trustsEnvelopeFieldsSet;
  Optional<String> envelopeField = Optional.empty();
  boolean reusesResults = true;
  boolean newestFirst;
  boolean aligned;
  double maxAddresses = Double.POSITIVE_INFINITY;
  Duration timeout = Duration.ofSeconds(5);

  private record OverlayDraft(Side side, AddressList addresses, Section section) {}

  Draft(Problems problems) {
    this.problems = problems;
  }

  /** Where scores and lists go at the moment. */
  Section section() {
    return section;
  }

  boolean isInOverlay() {
    return section != everybody;
  }

  void beginOverlay(Side side, List<String> addresses) {
    section = new Section();
    overlays.add(new OverlayDraft(side, AddressList.of(addresses.toArray(String[]::new)), section));
  }

  void endOverlay() {
    section = everybody;
  }

  void define(String name, Body body) {
    Bound.RULES.check(bodies.size() + (bodies.containsKey(name) ? 0 : 1));
    bodies.put(name, body);
  }

  /** There is more of something, whatever becomes of it. */
  void count(Bound bound, int more) {
    bound.check(counts.merge(bound, more, Integer::sum));
  }

  void describe(String name, String text) {
    descriptions.put(name, text);
  }

  void flag(String name, Set<String> words) {
    flags.put(name, words);
  }

  ScorePolicy policy(Optional<Mode> wanted) {
    Mode chosen = wanted.orElse(mode);
    RuleSet rules = new RuleSet(rules(), points());
    CompiledRules.of(rules, ScoreSet.NETWORK)
        .cyclic()
        .forEach(name -> problems.whole(name + " depends on itself and never hits"));
    return new ScorePolicy(
        chosen,
        rules,
        everybody.required.orElse(DEFAULT_REQUIRED),
        everybody.lists(),
        new WelcomeTerms(chosen.everyoneIsWelcome(), aligned, maxAddresses),
        overlays.stream().map(Draft::overlay).toList(),
        origins(chosen),
        headers);
  }

  private Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    bodies.forEach(
        (name, body) ->
            rules.put(
                name,
                new Rule(
                    name,
                    body,
                    descriptions.getOrDefault(name, ""),
                    flags.getOrDefault(name, Set.of()))));
    return rules;
  }

  private Map<String, Points> points() {
    Map<String, Points> points = new HashMap<>();
    for (Change change : everybody.points) {
      if (change.relative()) {
        points.merge(change.rule(), change.points(), Points::plus);
      } else {
        points.put(change.rule(), change.points());
      }
    }
    return points;
  }

  private static Overlay overlay(OverlayDraft draft) {
    return new Overlay(
        draft.side(),
        draft.addresses(),
        draft.section().points,
        draft.section().required,
        draft.section().lists());
  }

  private Origins origins(Mode chosen) {
    return new Origins(
        networks.build(problems),
        trustsEnvelopeFieldsSet ? trustsEnvelopeFields : chosen == Mode.STRICT,
        envelopeField,
        reusesResults,
        newestFirst,
        authservIds,
        forwarders,
        timeout);
  }

  /** Networks with the places where they were named. */
  static final class NetworksDraft {
    private final Map<String, List<Placed>> named = new HashMap<>();

    private record Placed(Networks.Entry entry, CfLine line) {}

    void add(String name, Networks.Entry entry, CfLine line) {
      named.computeIfAbsent(name, key -> new ArrayList<>()).add(new Placed(entry, line));
    }

    void clear(String name) {
      named.remove(name);
    }

    private TrustedNetworks build(Problems problems) {
      Optional<Networks> trusted = networks(Optional.ofNullable(named.get("trusted")));
      Optional<Networks> around =
          trusted.or(() -> networks(Optional.ofNullable(named.get("internal"))));
      return new TrustedNetworks(
          trusted,
          within(around, "internal", problems),
          within(around, "msa", problems).orElse(Networks.NONE));
    }

    private Optional<Networks> within(Optional<Networks> around, String name, Problems problems) {
      return networks(
          Optional.ofNullable(named.get(name))
              .map(
                  entries ->
                      entries.stream()
                          .filter(placed -> isWithin(around, placed, name, problems))
                          .toList()));
    }

    private static boolean isWithin(
        Optional<Networks> around, Placed placed, String name, Problems problems) {
      boolean within =
          placed.entry().excepted()
              || around.filter(wide -> wide.covers(placed.entry().network())).isPresent();
      if (!within) {
        problems.warn(
            placed.line(),
            name + "_networks must lie within trusted_networks; left out: " + placed.entry());
      }
      return within;
    }

    private static Optional<Networks> networks(Optional<List<Placed>> entries) {
      return entries.map(list -> new Networks(list.stream().map(Placed::entry).toList()));
    }
  }
}
