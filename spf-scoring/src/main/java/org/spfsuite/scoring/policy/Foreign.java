package org.spfsuite.scoring.policy;

import java.util.List;
import java.util.Set;

/** SpamAssassin's directives that have nothing to do with SPF. */
final class Foreign {

  private static final Set<String> NAMES =
      Set.of(
          "body",
          "rawbody",
          "uri",
          "full",
          "mimeheader",
          "askdns",
          "uridnsbl",
          "urirhsbl",
          "urirhssub",
          "urinsrhsbl",
          "uridnssub",
          "test",
          "report",
          "report_safe",
          "report_contact",
          "report_hostname",
          "unsafe_report",
          "clear_report_template",
          "clear_unsafe_report_template",
          "rewrite_header",
          "subjprefix",
          "fold_headers",
          "loadplugin",
          "tryplugin",
          "lock_method",
          "normalize_charset",
          "num_check_received",
          "originating_ip_headers",
          "clear_originating_ip_headers",
          "skip_rbl_checks",
          "rbl_timeout",
          "shortcircuit",
          "redirector_pattern",
          "score_set",
          "time_limit",
          "util_rb_tld",
          "util_rb_2tld",
          "util_rb_3tld",
          "welcomelist_to",
          "whitelist_to",
          "more_spam_to",
          "all_spam_to",
          "welcomelist_from_rcvd",
          "whitelist_from_rcvd",
          "def_welcomelist_from_rcvd",
          "def_whitelist_from_rcvd",
          "welcomelist_from_dkim",
          "whitelist_from_dkim",
          "def_welcomelist_from_dkim",
          "def_whitelist_from_dkim",
          "unwelcomelist_from_dkim",
          "unwhitelist_from_dkim",
          "do_not_use_mail_spf",
          "do_not_use_mail_spf_query",
          "allow_user_rules",
          "version_tag",
          "user_scores_dsn",
          "freemail_domains",
          "freemail_import_welcomelist_auth",
          "adsp_override",
          "internal_dns",
          "enlist_addrlist",
          "delist_addrlist",
          "replace_tag",
          "replace_rules",
          "replace_start",
          "replace_end");

  private static final List<String> PREFIXES =
      List.of(
          "bayes_",
          "use_",
          "auto_",
          "ok_",
          "dns_",
          "razor_",
          "pyzor_",
          "dcc_",
          "awl_",
          "txrep_",
          "dkim_",
          "dmarc_",
          "arc_",
          "authres_",
          "spamhaus_",
          "uri_",
          "url_",
          "uridnsbl_",
          "geodb_",
          "country_db_",
          "asn_",
          "olemacro_",
          "phishing_",
          "hashbl_",
          "extracttext_",
          "textcat_");

  private Foreign() {}

  static boolean isKnown(String directive) {
    return NAMES.contains(directive) || PREFIXES.stream().anyMatch(directive::startsWith);
  }
}
