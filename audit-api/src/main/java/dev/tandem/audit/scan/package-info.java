/// One scan as its caller sees it: accepting, reading, cancelling, running again, following it live. Imports
/// [dev.tandem.audit.project], [dev.tandem.common.security], [dev.tandem.common.problem] and [dev.tandem.common.page];
/// knows nothing of how a scan is run, only announces it by [dev.tandem.audit.scan.ScanAccepted].
@NullMarked
package dev.tandem.audit.scan;

import org.jspecify.annotations.NullMarked;
