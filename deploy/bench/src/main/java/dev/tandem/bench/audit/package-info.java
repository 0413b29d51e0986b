/// Audits compared: this service, what can be had ready-made, and the least that an audit can cost, all in one run on
/// the same pages; and the search for whatever thousands of audits leave behind.
@NullMarked
package dev.tandem.bench.audit;

import org.jspecify.annotations.NullMarked;
