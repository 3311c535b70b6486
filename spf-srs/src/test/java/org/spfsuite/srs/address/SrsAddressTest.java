package org.spfsuite.srs.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.address.SrsAddress.Broken;
import org.spfsuite.srs.address.SrsAddress.Srs0;
import org.spfsuite.srs.address.SrsAddress.Srs1;

final class SrsAddressTest {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  @Test
  void fieldsAreAsTheyCame() {
    assertThat(SrsAddress.parse("SRS0=h=7K=Example.com=a=b==c"))
        .contains(new Srs0("h", "7K", "Example.com", "a=b==c"));
    assertThat(SrsAddress.parse("srs0+=tt=d=l")).contains(new Srs0("", "tt", "d", "l"));
    assertThat(SrsAddress.parse("SRS1-h=f.example==h=7K=d=l"))
        .contains(new Srs1("h", "f.example", "=h=7K=d=l"));
    assertThat(SrsAddress.parse("sRs1=h=f.example=+h=7K=d=l"))
        .contains(new Srs1("h", "f.example", "+h=7K=d=l"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "S",
        "SRS",
        "SRS0",
        "SRS1",
        "SRS0a",
        "SRS00=",
        "SRS2=a=b=c=d",
        "SRS0:a=b=c=d",
        "=SRS0=a=b=c=d"
      })
  void ordinaryLocalPartsAreOrdinary(String local) {
    assertThat(SrsAddress.parse(local)).isEmpty();
    assertThat(SrsAddress.isTagged(local)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SRS0=",
        "SRS0=h",
        "SRS0=h=t",
        "SRS0=h=t=d",
        "SRS0=h=t=d=",
        "SRS0=h=t==l",
        "SRS1=",
        "SRS1=h",
        "SRS1=h=f",
        "SRS1=h=f=",
        "SRS1=h==",
        "SRS1=h===x",
        "SRS1=h=f=x"
      })
  void whatLacksSomethingIsBroken(String local) {
    assertThat(SrsAddress.parse(local)).get().isInstanceOf(Broken.class);
    assertThat(SrsAddress.isTagged(local)).isTrue();
  }

  @Test
  void aChainKnowsItsBeginning() {
    Srs1 chain = new Srs1("h", "f.example", "+h=7K=d=l");

    assertThat(chain.first()).hasToString("SRS0+h=7K=d=l@f.example");
    assertThat(chain.age(NOW)).contains(0);
    assertThat(chain.age(Instant.parse("2026-01-04T00:00:00Z"))).contains(-1);
    assertThat(new Srs1("h", "f.example", "=opaque").age(NOW)).isEmpty();
    assertThat(new Srs1("h", "f.example", "=h=7KK=d=l").age(NOW)).isEmpty();
  }
}
