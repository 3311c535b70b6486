package org.spfsuite.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.jspecify.annotations.Nullable;
import org.spfsuite.benchmarks.world.World.TextDns;
import org.spfsuite.core.dns.RecordType;

/** jSPF's DNS, all of it in memory, in the very form that jSPF wants. */
final class MemoryDnsService implements DNSService {

  private final TextDns texts;

  MemoryDnsService(TextDns texts) {
    this.texts = texts;
  }

  @Override
  public @Nullable List<String> getRecords(DNSRequest request) {
    return switch (request.getRecordType()) {
      case DNSRequest.TXT -> records(RecordType.TXT, request);
      case DNSRequest.A -> records(RecordType.A, request);
      case DNSRequest.AAAA -> records(RecordType.AAAA, request);
      case DNSRequest.MX -> consumable(records(RecordType.MX, request));
      default -> null; // type SPF above all, which nobody publishes any more
    };
  }

  private @Nullable List<String> records(RecordType type, DNSRequest request) {
    List<String> found = texts.records(type, request.getHostname());
    return found.isEmpty() ? null : found;
  }

  /** jSPF empties the list of mail exchangers. */
  private static @Nullable List<String> consumable(@Nullable List<String> records) {
    return records == null ? null : new ArrayList<>(records);
  }

  @Override
  public CompletionStage<@Nullable List<String>> getRecordsAsync(DNSRequest request) {
    return CompletableFuture.completedFuture(getRecords(request));
  }

  @Override
  public List<String> getLocalDomainNames() {
    return List.of();
  }

  @Override
  public void setTimeOut(int timeOut) {
    // Memory needs no time.
  }

  @Override
  public int getRecordLimit() {
    return 10;
  }

  @Override
  public void setRecordLimit(int recordLimit) {
    throw new UnsupportedOperationException();
  }
}
