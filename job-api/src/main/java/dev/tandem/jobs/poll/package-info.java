/// One poll over all of a tenant's sources: how many at once, in which phases, what came of each, and who may watch.
/// May import everything of the service but its pages.
@NullMarked
package dev.tandem.jobs.poll;

import org.jspecify.annotations.NullMarked;
