/// The Lighthouse lane: Node processes of their own beside the browsers that scans use, each with a fresh Chromium in
/// reserve, one run that scores performance at a time. Imports nothing of ours; its way out is plugged in by
/// [dev.tandem.audit.lighthouse.EgressPort].
@NullMarked
package dev.tandem.audit.lighthouse;

import org.jspecify.annotations.NullMarked;
