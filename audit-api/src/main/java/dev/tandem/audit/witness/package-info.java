/// Sees to it that a scan knows what it looks at: waits until a page has come to rest, collects what there is on it,
/// says what it turned out to be, and tells findings that last from those that were on their way. Imports
/// [dev.tandem.audit.engine], [dev.tandem.audit.browser], [dev.tandem.audit.issue] and [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.witness;

import org.jspecify.annotations.NullMarked;
