package org.spfsuite.mailet.srs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.mailet.testing.Fakes.Counters;
import org.spfsuite.srs.outcome.ForwardOutcome.LeftAlone;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;
import org.spfsuite.srs.policy.ForwardRequest;

final class SrsDomainsTest {

  @TempDir private Path root;

  /** James only warns if an SRS domain is missing from its list, where club.example's is. */
  @Test
  void whatIsInAnySrsDomainOfOursIsNotRewritten() throws Exception {
    String properties = "domains = srs.club.example for club.example";
    try (SrsService service = Fakes.srs(root, new Counters(), properties)) {
      service.refuseToStartWith(List.of());
      ForwardRequest request =
          new ForwardRequest(
              "SRS0=abcdef=AA=uni.example=alice@SRS.club.example",
              "srs.alumni.example",
              Optional.empty());

      assertThat(service.engine().forward(request)).isEqualTo(new LeftAlone(Reason.OWN_DOMAIN));
    }
  }
}
