package org.spfsuite.srs.key;

import java.util.Optional;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.key.Signed.Srs0;
import org.spfsuite.srs.key.Signed.Srs1;

/**
 * What of an address a hash is made of. Mail servers may have changed the case of ASCII letters, so
 * good schemes leave it out.
 */
enum Coverage {
  /** So that no two addresses give the same: with the form, and a character that none can hold. */
  SEPARATED {
    @Override
    String of(Srs0 srs0) {
      return Ascii.lower("0\0" + srs0.stamp() + '\0' + srs0.domain() + '\0' + srs0.local());
    }

    @Override
    Optional<String> of(Srs1 srs1) {
      return Optional.of(Ascii.lower("1\0" + srs1.host() + '\0' + srs1.opaque()));
    }
  },

  /** As Mail::SRS and those who follow it sign: the fields one after the other. */
  JOINED {
    @Override
    String of(Srs0 srs0) {
      return Ascii.lower(AS_IT_CAME.of(srs0));
    }

    @Override
    Optional<String> of(Srs1 srs1) {
      return AS_IT_CAME.of(srs1).map(Ascii::lower);
    }
  },

  /** As srs.js signs: the same, but case counts. */
  AS_IT_CAME {
    @Override
    String of(Srs0 srs0) {
      return srs0.stamp() + srs0.domain() + srs0.local();
    }

    @Override
    Optional<String> of(Srs1 srs1) {
      return Optional.of(srs1.host() + srs1.opaque());
    }
  },

  /** As Exim signs: the author alone, quotes included, so the stamp can be anything. */
  AUTHOR {
    @Override
    String of(Srs0 srs0) {
      return Ascii.lower(new EnvelopeAddress(srs0.local(), srs0.domain()).toString());
    }

    @Override
    Optional<String> of(Srs1 srs1) {
      return Optional.empty(); // there is none
    }
  },

  /** As OpenSMTPD signs: all that follows the hash, where case counts. */
  REST {
    @Override
    String of(Srs0 srs0) {
      String fields = String.join("=", srs0.stamp(), srs0.domain(), srs0.local());
      return fields + '@' + srs0.srsDomain();
    }

    @Override
    Optional<String> of(Srs1 srs1) {
      return Optional.of(srs1.host() + '=' + srs1.opaque() + '@' + srs1.srsDomain());
    }
  };

  abstract String of(Srs0 srs0);

  /** No value if there is no such form. */
  abstract Optional<String> of(Srs1 srs1);

  /** No value if there is no such form. */
  Optional<String> of(Signed signed) {
    return signed instanceof Srs0 srs0 ? Optional.of(of(srs0)) : of((Srs1) signed);
  }
}
