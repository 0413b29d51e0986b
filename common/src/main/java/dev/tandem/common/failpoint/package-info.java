/// Named points at which a test may make the process die, stop or fail, to see that nothing is lost by it. Imports
/// nothing of ours.
@NullMarked
package dev.tandem.common.failpoint;

import org.jspecify.annotations.NullMarked;
