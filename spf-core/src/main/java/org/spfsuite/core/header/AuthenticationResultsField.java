package org.spfsuite.core.header;

import java.util.List;
import java.util.Optional;

/**
 * What an {@code Authentication-Results} field says (RFC 8601 §2.2). Texts are as somebody wrote
 * them, unquoted and unfolded: not safe to print.
 *
 * @param authservId whose results these are; empty if the writer left it out, as Microsoft does
 * @param version of the field's grammar; 1 unless written
 * @param results in order; empty for {@code none}
 */
public record AuthenticationResultsField(
    String authservId, int version, List<MethodResult> results) {

  /**
   * What came of one method: a resinfo.
   *
   * @param method such as {@code spf}, as written
   * @param version of the method; 1 unless written
   * @param result such as {@code pass}, as written: also {@code Pass} or {@code hardfail}
   * @param reason why, if the writer says so
   * @param properties in order; may be empty
   */
  public record MethodResult(
      String method,
      int version,
      String result,
      Optional<String> reason,
      List<Property> properties) {

    /** Copies the list. */
    public MethodResult {
      properties = List.copyOf(properties);
    }

    /**
     * The first value of a property.
     *
     * @param ptype such as {@code smtp}, in any case
     * @param property such as {@code mailfrom}, in any case
     */
    public Optional<String> get(String ptype, String property) {
      return properties.stream()
          .filter(p -> p.ptype().equalsIgnoreCase(ptype) && p.property().equalsIgnoreCase(property))
          .map(Property::value)
          .findFirst();
    }
  }

  /**
   * One propspec: {@code ptype.property=value}.
   *
   * @param ptype such as {@code smtp}, as written; empty if there is no dot, as in Microsoft's
   *     {@code action=none}
   * @param property such as {@code mailfrom}, as written
   * @param value without quotation marks; may be empty
   */
  public record Property(String ptype, String property, String value) {}

  /** Copies the list. */
  public AuthenticationResultsField {
    results = List.copyOf(results);
  }

  /**
   * The results of one method, in order.
   *
   * @param method such as {@code spf}, in any case
   */
  public List<MethodResult> of(String method) {
    return results.stream().filter(r -> r.method().equalsIgnoreCase(method)).toList();
  }
}
