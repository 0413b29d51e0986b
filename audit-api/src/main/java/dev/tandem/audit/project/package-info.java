/// What a tenant audits together, and how much of it: projects and the limits that they set. Imports
/// [dev.tandem.common.security], [dev.tandem.common.problem] and [dev.tandem.common.page]; knows nothing of scans,
/// which count themselves against the limits.
@NullMarked
package dev.tandem.audit.project;

import org.jspecify.annotations.NullMarked;
