/// What was found: findings with their fingerprints, stored once with the scan that saw them. Imports
/// [dev.tandem.audit.scan].
@NullMarked
package dev.tandem.audit.issue;

import org.jspecify.annotations.NullMarked;
