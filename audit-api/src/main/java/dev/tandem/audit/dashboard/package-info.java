/// The pages that people look at. Everything that they change goes through the same addresses that programs use; what
/// they show is read from [dev.tandem.audit.scan] and [dev.tandem.audit.issue]. Nothing imports this package.
@NullMarked
package dev.tandem.audit.dashboard;

import org.jspecify.annotations.NullMarked;
