/// Processes that this one starts, what they hold in memory, and the temporary files that none of them outlives.
@NullMarked
package dev.tandem.audit.process;

import org.jspecify.annotations.NullMarked;
