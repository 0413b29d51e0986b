/// What a worker does with a claim: asks every engine side by side, puts their answers together, stores them under the
/// claim's epoch, and stops at once when the claim is lost or the scan is cancelled. Imports [dev.tandem.audit.engine],
/// [dev.tandem.audit.lighthouse], [dev.tandem.audit.browser], [dev.tandem.audit.egress], [dev.tandem.audit.dispatch],
/// [dev.tandem.audit.issue] and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.run;

import org.jspecify.annotations.NullMarked;
