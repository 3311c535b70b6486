package org.spfsuite.srs;

import java.time.Instant;
import org.spfsuite.srs.address.DayStamp;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.SrsAddress;
import org.spfsuite.srs.address.SrsAddress.Srs1;
import org.spfsuite.srs.key.Signed;
import org.spfsuite.srs.key.SrsKey;

/** Writes addresses of ours. */
record Signer(SrsOptions options, SrsKey key, String srsDomain, Instant now) {

  EnvelopeAddress srs0(EnvelopeAddress sender) {
    String stamp = DayStamp.of(now);
    String hash = hash(new Signed.Srs0(stamp, sender.domain(), sender.local(), srsDomain));
    String fields = String.join("=", hash, stamp, sender.domain(), sender.local());
    return address(SrsAddress.TAG0, fields);
  }

  EnvelopeAddress srs1(Srs1 chain) {
    String hash = hash(new Signed.Srs1(chain.host(), chain.opaque(), srsDomain));
    String fields = String.join("=", hash, chain.host(), chain.opaque());
    return address(SrsAddress.TAG1, fields);
  }

  private EnvelopeAddress address(String tag, String fields) {
    return new EnvelopeAddress(tag + options.separator() + fields, srsDomain);
  }

  private String hash(Signed signed) {
    String hash = key.hash(signed).substring(0, options.hashLength());
    return options.urlSafe() ? hash.replace('+', '-').replace('/', '_') : hash;
  }
}
