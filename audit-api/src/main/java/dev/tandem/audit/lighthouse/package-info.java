/// The Lighthouse lane: Node processes of their own beside the browsers that scans use, each with a fresh Chromium in
/// reserve, one run that scores performance at a time. Its way out is plugged in by
/// [dev.tandem.audit.lighthouse.EgressPort]. Imports [dev.tandem.audit.egress] and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.lighthouse;

import org.jspecify.annotations.NullMarked;
